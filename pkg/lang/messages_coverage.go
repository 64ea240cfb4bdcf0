package lang

import "sync"

// What would fail on the night though every file is in order, and how much of
// a list is there.
var coverageMessages = sync.OnceValue(func() table {
	return table{
		"rule.below-threshold":      {KO: "bokgu.yaml의 기준에 못 미치는 점검률", EN: "coverage below its threshold"},
		"rule.channel-goes-down":    {KO: "목록의 시스템과 함께 끊기는 연락 수단", EN: "channel that goes down with a listed system"},
		"rule.dr-at-home":           {KO: "같은 센터로 하는 DR 전환", EN: "failover to the same site"},
		"rule.dr-untried":           {KO: "1년 동안 해 보지 않은 DR 전환", EN: "failover that nobody tried for a year"},
		"rule.not-exercised":        {KO: "훈련으로 확인되지 않은 목록과 플레이북", EN: "list and playbook that no drill has proved"},
		"rule.only-copy":            {KO: "한 곳에만 있는 기록", EN: "record that is kept in one place only"},
		"rule.phone-untried":        {KO: "90일 넘게 통화해 보지 않은 번호", EN: "phone number not tried for 90 days"},
		"rule.shared-without-owner": {KO: "주인이 없는 공용 기반", EN: "shared gear that nobody owns"},
		"rule.stale-list":           {KO: "7일 넘은 목록", EN: "list older than seven days"},

		"finding.below-threshold":      {KO: "점검률 미달: %[1]s, %[2]s %[4]d개 중 %[3]d개(%[5]d%%), 기준 %[6]d%%", EN: "coverage too low: %[1]s, %[2]s: %[3]d of %[4]d (%[5]d%%), wanted %[6]d%%"},
		"finding.channel-goes-down":    {KO: "목록의 시스템과 함께 끊기는 연락 수단 %[1]d개: %[2]s", EN: "channels that go down with a listed system, %[1]d: %[2]s"},
		"finding.dr-at-home":           {KO: "같은 센터로 DR 전환하는 시스템 %[1]d개: %[2]s", EN: "systems that fail over to the site where they stand, %[1]d: %[2]s"},
		"finding.dr-untried":           {KO: "1년 동안 DR 전환을 해 보지 않은 시스템 %[1]d개: %[2]s", EN: "systems whose failover nobody tried for a year, %[1]d: %[2]s"},
		"finding.not-exercised":        {KO: "이 목록과 플레이북으로 통과한 훈련이 없음 (마지막: %[1]s)", EN: "no passed drill holds for this list and playbook (last: %[1]s)"},
		"finding.only-copy":            {KO: "기록이 이 폴더에만 남음: 건물을 잃으면 기록도 잃음", EN: "the only copy of the record is here: who loses the building loses it"},
		"finding.phone-untried":        {KO: "90일 넘게 통화해 보지 않은 번호 %[1]d개: %[2]s", EN: "phone numbers not tried for 90 days, %[1]d, of: %[2]s"},
		"finding.shared-without-owner": {KO: "여러 기관이 쓰는데 주인이 없는 기반 %[1]d개: %[2]s", EN: "gear that several agencies need and nobody owns, %[1]d: %[2]s"},
		"finding.stale-list":           {KO: "목록이 %[1]s 것: 지난 7일의 것이 아님", EN: "the list is of %[1]s, not of the last seven days"},

		"hint.below-threshold":      {KO: "빠진 것의 목록: bokgu validate --coverage=%[1]s", EN: "what lacks it: bokgu validate --coverage=%[1]s"},
		"hint.channel-goes-down":    {KO: "그때 쓸 다른 수단을 instead 에 씀", EN: "write what people use then as instead: ..."},
		"hint.dr-at-home":           {KO: "on: 에 다른 센터를 씀", EN: "write another site as on: ..."},
		"hint.dr-untried":           {KO: "전환 훈련을 하고 drills/exercised.yaml에 남김", EN: "try it, and record that in drills/exercised.yaml"},
		"hint.exercised-never":      {KO: "bokgu drill run --record 또는 drill play --record", EN: "bokgu drill run --record, or drill play --record"},
		"hint.exercised-list":       {KO: "그 뒤 목록이 바뀜. 다시 훈련함", EN: "the list has changed since: run the drill again"},
		"hint.exercised-playbook":   {KO: "그 뒤 플레이북이 바뀜. 다시 훈련함", EN: "the playbook has changed since: run the drill again"},
		"hint.exercised-old":        {KO: "너무 오래됨. 다시 훈련함", EN: "that is too long ago: run the drill again"},
		"hint.only-copy":            {KO: "mirrors 에 다른 건물의 폴더나 USB를 씀", EN: "write a folder elsewhere, or a stick, in mirrors"},
		"hint.phone-untried":        {KO: "전화해 보고 checked 에 날짜를 씀", EN: "call, and write the day as checked: ..."},
		"hint.shared-without-owner": {KO: "고장 나면 부를 기관을 agency 에 씀", EN: "write whom to call when it fails as agency: ..."},
		"hint.stale-list":           {KO: "목록을 다시 맞추고 metadata의 asOf 를 고침", EN: "bring it up to date, and correct asOf in metadata"},
		"hint.percent":              {KO: "예: 95%", EN: "for example 95%"},
		"hint.digest":               {KO: "SHA-256, 64자리 16진수", EN: "a SHA-256 sum: 64 hexadecimal digits"},

		// The aspects of a list: column of a table, and words in a sentence.
		"coverage.tiers":        {KO: "등급", EN: "tier"},
		"coverage.grades":       {KO: "등급의 근거", EN: "tier: its source"},
		"coverage.owners":       {KO: "기관", EN: "agency"},
		"coverage.contacts":     {KO: "전화할 곳", EN: "somebody to call"},
		"coverage.needs":        {KO: "필요한 시스템", EN: "needs of its own"},
		"coverage.ladders":      {KO: "복구 방법", EN: "ladder"},
		"coverage.estimates":    {KO: "예상 시간", EN: "estimate"},
		"coverage.probes":       {KO: "가동 확인 방법", EN: "probe"},
		"coverage.substitutes":  {KO: "대국민 대체수단", EN: "public substitute"},
		"coverage.backups":      {KO: "RPO 안의 백업", EN: "backup in RPO"},
		"coverage.inversions":   {KO: "등급 역전 없음", EN: "no inversion"},
		"coverage.translations": {KO: "두 언어", EN: "both languages"},
		"coverage.simulated":    {KO: "모의 통과", EN: "simulated drill"},
		"coverage.played":       {KO: "실제 훈련", EN: "drill of people"},
		"coverage.of-all":       {KO: "전체", EN: "all"},
		"coverage.of-tier1-2":   {KO: "1~2등급", EN: "tiers 1-2"},

		"coverage.aspect":         {KO: "항목", EN: "aspect"},
		"coverage.column-tier1-2": {KO: "1~2등급", EN: "T1-2"},
		"coverage.wanted":         {KO: "기준", EN: "want"},
		"coverage.missed":         {KO: "미달", EN: "low"},
		"coverage.lacking":        {KO: "%[1]s 없음: 서비스 %[3]d개 중 %[2]d개 (1~2등급 %[4]d개)", EN: "%[1]s: %[2]d of %[3]d services lack it (%[4]d of tiers 1-2)"},

		"exercised.passed":          {KO: "%[1]s, %[2]s (%[3]s)", EN: "%[1]s, %[2]s (%[3]s)"},
		"exercised.runs":            {KO: "%[1]d번 실행, 시드 %[2]d", EN: "%[1]d runs, seed %[2]d"},
		"exercised.people":          {KO: "참가 %[1]s", EN: "by %[1]s"},
		"exercised.stands-holds":    {KO: "유효", EN: "holds"},
		"exercised.stands-list":     {KO: "그 뒤 목록이 바뀌어 무효", EN: "void: the list has changed"},
		"exercised.stands-playbook": {KO: "그 뒤 플레이북이 바뀌어 무효", EN: "void: the playbook has changed"},
		"exercised.stands-old":      {KO: "너무 오래되어 무효", EN: "void: too long ago"},

		"validate.more":  {KO: "경고 %[1]d개 더: %[2]s. 모두 보려면 -o md 또는 -o json", EN: "%[1]d warnings more: %[2]s. All of them: -o md or -o json"},
		"validate.brief": {KO: "고칠 방법: bokgu validate --rules 규칙", EN: "what to do: bokgu validate --rules RULE"},

		"error.unknown-aspect": {KO: "없는 항목: %[1]s", EN: "there is no aspect %[1]s"},
		"error.coverage-alone": {KO: "--coverage 는 작업 폴더 전체에 대한 것: PATH나 --rules 와 함께 쓸 수 없음", EN: "--coverage is about the whole workspace: it goes with no PATH and not with --rules"},
		"tip.aspect-form":      {KO: "--coverage=%[1]s", EN: "--coverage=%[1]s"},
		"tip.aspects":          {KO: "항목: %[1]s", EN: "aspects: %[1]s"},

		"exercised.none": {KO: "없음", EN: "none"},
	}
})
