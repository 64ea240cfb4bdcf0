package lang

// The guided walk and the list of what is next.
var walkMessages = table{
	// What is next.
	"next.summary":         {KO: "%[1]s  할 일 %[2]d, 기다림 %[3]d. 지금 켤 수 있는 시스템 %[4]d", EN: "%[1]s  %[2]d to do, %[3]d waiting. startable: %[4]d"},
	"next.blocked":         {KO: "(%[1]s부터 막힘)", EN: "(%[1]s comes first)"},
	"next.stopped":         {KO: "(전면 중지)", EN: "(STOP)"},
	"next.ref":             {KO: "번호", EN: "no."},
	"next.who":             {KO: "누가", EN: "who"},
	"next.what":            {KO: "할 일", EN: "what"},
	"next.due":             {KO: "기한", EN: "due"},
	"next.waiting":         {KO: "기다림", EN: "waiting"},
	"next.more":            {KO: "그 밖에 %[1]d개 (모두: bokgu next -o md)", EN: "%[1]d more (all of them: bokgu next -o md)"},
	"next.after":           {KO: "%[1]s 뒤", EN: "after %[1]s"},
	"next.and-more":        {KO: "%[1]s 외 %[2]d", EN: "%[1]s and %[2]d more"},
	"next.systems":         {KO: "%[1]s: %[2]d개", EN: "%[1]s: %[2]d"},
	"next.groups":          {KO: "%[1]s: %[2]d곳, 다음 %[3]s", EN: "%[1]s: %[2]d left, next: %[3]s"},
	"next.round":           {KO: "%[1]s 결과: %[2]d개 기동 중", EN: "result of %[1]s: %[2]d being started"},
	"next.proposal":        {KO: "%[1]s: %[2]d개 (%[3]s)", EN: "%[1]s: %[2]d (%[3]s)"},
	"next.conflict":        {KO: "기록이 서로 다름(%[1]s): %[2]s", EN: "records differ (%[1]s): %[2]s"},
	"next.advice":          {KO: "끝나면: bokgu task done %[1]s", EN: "when done: bokgu task done %[1]s"},
	"next.advice-question": {KO: "답이 오면: bokgu answer %[1]s \"답\"", EN: "when answered: bokgu answer %[1]s \"ANSWER\""},
	"next.advice-round":    {KO: "결과가 오면: bokgu round result %[1]s --rest up --failed 번호", EN: "when reported: bokgu round result %[1]s --rest up --failed NUMBERS"},
	"next.advice-proposal": {KO: "지시하려면: bokgu round issue   이 작업은 %[1]s", EN: "to issue it: bokgu round issue   this is %[1]s"},
	"next.advice-conflict": {KO: "맞는 것을 다시 기록: bokgu system set %[1]s ...", EN: "record again what is true: bokgu system set %[1]s ..."},

	// Times.
	"walk.day":           {KO: "1/2 15:04", EN: "2 Jan 15:04"}, // layout of a moment
	"walk.minutes":       {KO: "%[1]d분", EN: "%[1]dm"},
	"walk.hours":         {KO: "%[1]d시간", EN: "%[1]dh"},
	"walk.hours-minutes": {KO: "%[1]d시간 %[2]d분", EN: "%[1]dh %[2]dm"},
	"walk.days":          {KO: "%[1]d일", EN: "%[1]dd"},
	"walk.late":          {KO: "%[1]s 지남", EN: "%[1]s late"},
	"walk.since":         {KO: "%[1]s째", EN: "waits %[1]s"},
	"walk.now":           {KO: "지금", EN: "now"},

	// Names of things.
	"walk.round":           {KO: "%[1]s %[2]d차", EN: "%[1]s-%[2]d"},
	"walk.room":            {KO: "전산실 %[1]s", EN: "room %[1]s"},
	"walk.no-group":        {KO: "미상", EN: "unknown"},
	"walk.wait-step":       {KO: "%[1]d단계 시작", EN: "step %[1]d opens"},
	"walk.wait-home":       {KO: "DR에서 복귀", EN: "the return from DR"},
	"walk.wait-hold":       {KO: "기동 금지 %[1]s 해제", EN: "hold %[1]s is lifted"},
	"walk.wait-stop":       {KO: "전면 중지 해제", EN: "the STOP is lifted"},
	"walk.about-result":    {KO: "결과", EN: "result"},
	"walk.about-condition": {KO: "상태", EN: "condition"},
	"walk.about-data":      {KO: "자료", EN: "data"},
	"walk.about-runs":      {KO: "가동 위치", EN: "where it runs"},
	"walk.about-answer":    {KO: "답", EN: "answer"},

	// Outside events of the shipped playbook.
	"event.fire-out":          {KO: "완진 통보", EN: "the all-clear"},
	"event.evidence-released": {KO: "현장 보존 해제", EN: "release of the scene"},
}
