package lang

import "sync"

// Findings about drill files and the expressions in them, and their hints.
var drillFindingMessages = sync.OnceValue(func() table {
	return table{
		// Expressions.
		"finding.expression-argument-tier": {KO: "%[1]s(1)의 괄호 안에는 등급 1~4 하나만 씀", EN: "%[1]s takes one tier, 1 to 4: %[1]s(1)"},
		"hint.expression-about-systems":    {KO: "시스템 하나를 두고 하는 말: atStart, 또는 forEach와 함께 쓰는 that 에만 씀", EN: "it speaks of one system: only in atStart, or in that beside forEach"},

		// How a drill file is written.
		"finding.bad-drill-time":        {KO: "시각도, 시작부터의 시간도 아님: %[1]s", EN: "neither a time nor a length of time since the start: %[1]s"},
		"finding.before-start":          {KO: "훈련 시작보다 앞선 시각: %[1]s", EN: "%[1]s is before the start of the drill"},
		"finding.count-without-systems": {KO: "count가 셀 시스템이 없음", EN: "count has no systems to draw from"},
		"finding.drill-files-differ":    {KO: "한 번에 읽은 훈련들의 %[1]s 값이 서로 다름", EN: "this drill names another %[1]s than the first one that is read with it"},
		"hint.when":                     {KO: "예: 90m, 2d 또는 2025-09-26T20:15:00+09:00", EN: "for example 90m, 2d or 2025-09-26T20:15:00+09:00"},
		"hint.before-start":             {KO: "start: %[1]s 뒤의 시각을 씀", EN: "write a time after start: %[1]s"},
		"hint.count-without-systems":    {KO: "ready, down, works 와 함께 씀. found, fails, data, task 는 그 안에 씀", EN: "write it beside ready, down or works; within found, fails, data and task"},
		"hint.drill-files-differ":       {KO: "이 훈련은 따로 실행함", EN: "run this drill by itself"},
		"hint.ids-in-list":              {KO: "id는 목록으로 씀: [%[1]s]", EN: "write ids as a list: [%[1]s]"},

		// The drill as a whole.
		"finding.bad-until":         {KO: "until은 0보다 길고 %[2]s 이하여야 함: %[1]s", EN: "until must be more than 0 and at most %[2]s, not %[1]s"},
		"finding.too-many-entries":  {KO: "%[1]s 항목이 %[2]d개, 최대 %[3]d개", EN: "%[1]s has %[2]d entries, at most %[3]d"},
		"finding.hidden-unaffected": {KO: "숨은 것이 없음: 피해(condition)도 의존(needs)도 없음", EN: "nothing is hidden: neither a condition but unaffected nor needs"},
		"finding.report-too-often":  {KO: "report가 너무 짧음: %[1]s (최소 %[2]s)", EN: "report is too often: every %[1]s, at least %[2]s"},
		"finding.after-end":         {KO: "%[1]s: 훈련이 끝난 뒤라 일어나지 않음 (until %[2]s)", EN: "%[1]s is after the end of the drill (until %[2]s) and never comes"},
		"finding.bad-curve":         {KO: "공표 곡선이 아님: %[1]s", EN: "not a published curve: %[1]s"},
		"finding.unknown-crew":      {KO: "없는 반: %[1]s", EN: "there is no crew %[1]s"},
		"hint.after-end":            {KO: "시각을 앞당기거나 until을 늘림", EN: "make it earlier, or until later"},

		// Which systems.
		"finding.means-no-system":      {KO: "해당하는 시스템이 하나도 없음", EN: "no system is meant by this"},
		"finding.system-named-twice":   {KO: "두 번 적힌 시스템: %[1]s", EN: "%[1]s is named twice"},
		"finding.count-too-large":      {KO: "count는 %[1]d인데 해당하는 시스템은 %[2]d개", EN: "count is %[1]d, and this means only %[2]d"},
		"finding.task-not-for-systems": {KO: "시스템별로 하지 않는 작업: %[1]s", EN: "the task %[1]s is not done for systems"},
		"hint.means-no-system":         {KO: "bokgu inventory list --where 식 으로 확인", EN: "try it with bokgu inventory list --where EXPRESSION"},

		// Decisions and injects.
		"finding.not-a-decision":      {KO: "결정을 묻지 않는 작업: %[1]s", EN: "the task %[1]s asks for no decision"},
		"finding.unknown-option":      {KO: "작업 %[1]s에 없는 선택: %[2]s", EN: "the task %[1]s has no option %[2]s"},
		"finding.unknown-field":       {KO: "작업 %[1]s에 없는 항목: %[2]s", EN: "the task %[1]s has no field %[2]s"},
		"finding.inject-mixed":        {KO: "한 inject에 여러 가지가 들어 있음: %[1]s", EN: "an inject is one thing, and this is several: %[1]s"},
		"finding.inject-empty":        {KO: "아무 일도 없는 inject", EN: "nothing happens in this inject"},
		"finding.skip-without-reason": {KO: "건너뛴 작업에 reason이 없음", EN: "a task is skipped without a reason"},
		"finding.between-after-and":   {KO: "between %[1]s 이 and %[2]s 보다 늦음", EN: "between %[1]s is later than and %[2]s"},
		"finding.unknown-hold":        {KO: "기동 금지를 걸지 않은 id: %[1]s", EN: "no inject with the id %[1]s places a hold"},
		"finding.lift-no-stop":        {KO: "전면 중지가 없는데 해제함", EN: "there is no stop to lift"},
		"finding.lift-too-early":      {KO: "걸기 전에 해제함: %[1]s", EN: "%[1]s is lifted before it is placed"},
		"finding.unknown-event":       {KO: "일어나지 않는 사건: %[1]s", EN: "nothing makes the event %[1]s happen"},
		"finding.event-unheard":       {KO: "아무도 기다리지 않는 사건: %[1]s", EN: "nothing waits for the event %[1]s"},
		"hint.inject-mixed":           {KO: "하나씩 나누어 같은 at으로 씀", EN: "write one inject for each, with the same at"},
		"hint.lift-no-stop":           {KO: "앞선 inject에 stop: true 를 씀", EN: "write stop: true in an earlier inject"},

		// Expectations.
		"finding.expectation-form":       {KO: "기대의 형식이 맞지 않음", EN: "not a way to say what is expected"},
		"finding.expectation-time":       {KO: "이 형식의 기대에 쓸 수 없는 시각", EN: "this expectation cannot have these times"},
		"finding.expectation-after-end":  {KO: "%[1]s: 훈련이 끝난 뒤의 기대 (until %[2]s)", EN: "%[1]s is after the end of the drill (until %[2]s): nobody can tell"},
		"finding.unknown-record":         {KO: "없는 기록 종류: %[1]s", EN: "there is no type of record %[1]s"},
		"finding.expectation-impossible": {KO: "어떤 경우에도 이루어질 수 없는 기대: %[1]s", EN: "nothing can meet this expectation: %[1]s"},
		"finding.expectation-certain":    {KO: "무슨 일이 있어도 이루어지는 기대: %[1]s", EN: "this expectation is met whatever happens: %[1]s"},
		"hint.expectation-form":          {KO: "that (by 또는 at과 함께), always, never, atStart 가운데 하나. forEach에는 that과 by만", EN: "one of: that, with by or at or neither; always; never; atStart; beside forEach only that and by"},
	}
})
