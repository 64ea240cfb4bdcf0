package lang

import "sync"

// The commands and flags of planning, checking and drills in help.
var planCommandMessages = sync.OnceValue(func() table {
	return table{
		"command.drill.list.long":  {KO: "작업 폴더의 drills/ 와 지정한 파일, 폴더에 있는 훈련.", EN: "The drills in the workspace's drills/, or in the given files and folders."},
		"command.drill.list.short": {KO: "훈련 각본을 나열", EN: "list drills"},
		"command.drill.play.long":  {KO: "walk와 같은 화면에서 사람이 할 일을 하고, 세상과 반은 각본대로 움직임. 기록할 때마다, 기다릴 때마다 시계가 감.\n외부 상황과 드러난 사실은 각본이 기록하고, 그 밖에 들은 것은 r 로 기록. 반이 알려 온 것은 차수의 결과로 기록. 답을 파일로 넣을 수도 있음. 끝나면 run처럼 채점함.", EN: "You do what is next on the screens of the walk; the world and the crews go by the script. The clock moves with what you record, and when you wait.\nThe script records events and what is found. What else you are told you record with r, and what a crew reports as the result of its round. Answers can come from a file. At the end it is scored as by run."},
		"command.drill.play.short": {KO: "사람이 훈련을 직접 해 봄", EN: "play a drill yourself"},
		"command.drill.run.long":   {KO: "각본의 정전, 고장, 늦게 드러나는 사실을 실제와 같은 기록과 할 일 목록으로 겪어 봄. 사람은 각본대로, 시계는 건너뛰며 감. 같은 시드는 같은 기록을 남김.\n빌드 도구에는 -o junit, 복구 곡선 그림은 -o svg. --keep 이 남긴 폴더는 -C 로 엶.\n기대한 것 가운데 오류로 볼 것이 하나라도 안 되면 3으로 끝남. --baseline 은 종료 코드를 바꾸지 않음.", EN: "Plays what a script says, with the real record and the real list of what is next, simulated people and a clock that jumps. The same seed gives the same record.\nFor build tools there is -o junit; -o svg draws the recovery. The folder that --keep leaves is opened with -C.\nIt ends with 3 when something of severity error did not come true. A baseline never changes the exit code."},
		"command.drill.run.short":  {KO: "훈련 각본을 돌려 기대대로 되는지 봄", EN: "play drills and see whether what they expect comes true"},
		"command.drill.short":      {KO: "각본대로 해 보는 복구 훈련", EN: "recovery drills, played from a script"},
		"command.plan.diff.long":   {KO: "A와 B는 \"bokgu plan -o json\"이 쓴 파일, A가 먼저 것.\n자리가 바뀐 시스템마다 까닭을 보임: 바뀐 사실, 또는 누구의 변화 때문인지.\n사실이 바뀌지 않으면 아무것도 움직이지 않음.", EN: "A and B are files that \"bokgu plan -o json\" wrote, A the earlier one.\nEach system that moved has its reason: which of its facts changed, or whose.\nNothing moves unless a fact changed."},
		"command.plan.diff.short":  {KO: "두 계획이 무엇이 왜 다른지", EN: "what is different between two plans, and why"},
		"flag.baseline":            {KO: "앞선 -o json 결과 `FILE`과 비교", EN: "compare with `FILE`, an earlier result of -o json"},
		"flag.compare":             {KO: "순서 정하는 법 다섯 가지 비교", EN: "compare the five strategies"},
		"flag.coverage":            {KO: "목록이 얼마나 채워졌는지. =`ASPECT`를 쓰면 그것이 없는 시스템", EN: "how much of the list is there; =`ASPECT`: what lacks that"},
		"flag.drill-runs":          {KO: "몇 번 돌릴지 `N`: 2 이상이면 얼마나 달라지는지 보임", EN: "how many times, `N`; from 2 on it shows how much it varies"},
		"flag.drill-seed":          {KO: "시드 `S` (기본: 각본의 것)", EN: "seed `S` (default: the script's)"},
		"flag.effort":              {KO: "더 나은 일정을 찾는 정도 `N`, 0에서 3", EN: "how hard to look for a better schedule, `N` from 0 to 3"},
		"flag.forecast":            {KO: "언제 끝날지, 아니면 왜 모르는지", EN: "when all will be back, or why nobody can say"},
		"flag.forecast-runs":       {KO: "모의 계산 횟수 `N`", EN: "runs of the forecast, `N`"},
		"flag.gantt":               {KO: "일정을 막대로 보임", EN: "show the schedule as bars"},
		"flag.issue":               {KO: "예상을 사건에 기록", EN: "record the forecast in the incident"},
		"flag.keep":                {KO: "첫 번째 기록을 사건 폴더 `DIR`에 남김", EN: "keep the first run's record as the incident folder `DIR`"},
		"flag.outage":              {KO: "장애가 시작된 때 `TIME`: 날짜로 보임", EN: "when the outage began, `TIME`: gives dates"},
		"flag.people":              {KO: "함께한 사람 `NAMES`, 쉼표로 나눔 (없으면 입력자)", EN: "who took part, `NAMES` with commas (default: the operator)"},
		"flag.play-keep":           {KO: "기록을 사건 폴더 `DIR`에 남김", EN: "keep the record as the incident folder `DIR`"},
		"flag.record-drill":        {KO: "통과하면 작업 폴더의 drills/exercised.yaml에 남김", EN: "when it passes, add it to the workspace's drills/exercised.yaml"},
		"flag.rules":               {KO: "규칙 목록. 규칙 이름을 쓰면 그 설명", EN: "list the rules; with the name of one, explain it"},
		"flag.seed":                {KO: "난수 시작값 `S`: 같으면 결과도 같음", EN: "seed `S` of the forecast: the same gives the same"},
		"flag.strategy":            {KO: "순서 정하는 법 `WORD`: tier-strict, weighted, makespan, damage-first, fifo", EN: "what the order follows, `WORD`: tier-strict, weighted, makespan, damage-first or fifo"},
		"flag.what-if":             {KO: "이것이 이렇다면 무엇이 달라지는지, `CHANGE` (여러 번 가능)", EN: "what would be different if `CHANGE` (may be repeated)"},

		// What --what-if takes, for its help.
		"whatif.grammar": {KO: "CHANGE: crew.ID.people=60, crew.ID.shifts=08:00-20:00 또는 always,\n  room.ID.atOnce=12, room.ID.pause=20m,\n  system.ID.condition=stopped, system.ID.tier=1, system.ID.method=failover,\n  system.ID.estimate=2h/6h/16h, method.ID.estimate=2h/6h/16h,\n  need.ID.OTHER=none 또는 hard, soft, hold.ID=lifted,\n  expect.ID=6h/12h 또는 2025-09-28T05:30:00+09:00/2025-09-28T09:00:00+09:00", EN: "CHANGE is one of: crew.ID.people=60, crew.ID.shifts=08:00-20:00 or always,\n  room.ID.atOnce=12, room.ID.pause=20m,\n  system.ID.condition=stopped, system.ID.tier=1, system.ID.method=failover,\n  system.ID.estimate=2h/6h/16h, method.ID.estimate=2h/6h/16h,\n  need.ID.OTHER=none or hard, soft, hold.ID=lifted,\n  expect.ID=6h/12h or 2025-09-28T05:30:00+09:00/2025-09-28T09:00:00+09:00"},
	}
})
