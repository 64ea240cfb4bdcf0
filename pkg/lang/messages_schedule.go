package lang

import "sync"

// Schedules and forecasts of the plan. Times (T+3h, 9/30 14:00) and lengths
// come ready to read.
var scheduleMessages = sync.OnceValue(func() table {
	return table{
		"plan.proven": {KO: "가중 합 %[1]s. 어떤 일정도 %[2]s보다 작을 수 없음(증명된 하한): 줄일 수 있는 것은 많아야 %.1[3]f%%", EN: "weighted sum %[1]s; proven: no schedule of the same work is below %[2]s, so at most %.1[3]f %% could be gained"},

		"schedule.exercise":    {KO: "[계획]", EN: "[PLAN]"},
		"schedule.line":        {KO: "일정: %[1]s", EN: "schedule: %[1]s"},
		"schedule.tier1":       {KO: "1등급 끝 %[1]s", EN: "tier 1 back %[1]s"},
		"schedule.tier1-never": {KO: "1등급 끝 시각 없음", EN: "no time for all of tier 1"},
		"schedule.end":         {KO: "전체 끝 %[1]s", EN: "all back %[1]s"},
		"schedule.end-some":    {KO: "%[2]d개 가운데 %[1]d개 끝 %[3]s", EN: "%[1]d of %[2]d back %[3]s"},
		"schedule.late":        {KO: "기한 넘김 %[1]d", EN: "late %[1]d"},
		"schedule.never":       {KO: "시각 없음", EN: "no time"},
		"schedule.busy":        {KO: "가장 바쁜 반 %[1]s %[2]d%%, 가장 한가한 반 %[3]s %[4]d%%", EN: "busiest crew %[1]s %[2]d%%, idlest %[3]s %[4]d%%"},
		"schedule.means":       {KO: "걸리는 시간의 평균으로 계산, 약속이 아님", EN: "by the means of the estimates, no promise"},
		"schedule.means-t":     {KO: "T는 시작 시점. 걸리는 시간의 평균으로 계산, 약속이 아님", EN: "T is the start; by the means of the estimates, no promise"},
		"schedule.means-from":  {KO: "T는 %[1]s. 걸리는 시간의 평균으로 계산, 약속이 아님", EN: "T is %[1]s; by the means of the estimates, no promise"},
		"schedule.means-missing": {
			KO: "T는 %[1]s. 시각을 말한 사람이 없어 날짜를 못 냄: %[2]s",
			EN: "T is %[1]s; no dates, as nobody has given a time for %[2]s",
		},

		"schedule.systems":        {KO: "시스템 %[1]d개", EN: "%[1]d systems"},
		"schedule.more-obstacles": {KO: "시각 없음: 까닭 %[1]d가지 더 (-o json)", EN: "no time: %[1]d more reasons (-o json)"},

		// %[1]s is a system or how many, %[2]s the method, the skill or the hold.
		"schedule.unplaced.no-estimate": {KO: "시각 없음: %[1]s, %[2]s 걸리는 시간을 말한 사람이 없음", EN: "no time for %[1]s: nobody has said how long it takes (%[2]s)"},
		"schedule.unplaced.too-long":    {KO: "시각 없음: %[1]s, %[2]s 2천 년 넘게 걸림", EN: "no time for %[1]s: it would take more than 2,000 years (%[2]s)"},
		"schedule.unplaced.no-crew":     {KO: "시각 없음: %[1]s, 그곳에 기술 %[2]s 가진 반이 없음", EN: "no time for %[1]s: no crew there has the skill %[2]s"},
		"schedule.unplaced.too-few":     {KO: "시각 없음: %[1]s, 기술 %[2]s 가진 반의 사람이 모자람", EN: "no time for %[1]s: no crew with the skill %[2]s has enough people"},
		"schedule.unplaced.held":        {KO: "시각 없음: %[1]s, 기동 금지 %[2]s", EN: "no time for %[1]s: may not be started (%[2]s)"},
		"schedule.unplaced.stopped-all": {KO: "시각 없음: %[1]s, 전면 중지 중", EN: "no time for %[1]s: all starting is stopped"},

		// %[1]d how many wait for the system %[2]s.
		"schedule.waiting.no-estimate": {KO: "시각 없음: %[1]d개가 %[2]s 대기, 그 걸리는 시간을 말한 사람이 없음", EN: "no time: %[1]d wait for %[2]s, which nobody has given a length of time"},
		"schedule.waiting.too-long":    {KO: "시각 없음: %[1]d개가 %[2]s 대기, 그것은 2천 년 넘게 걸림", EN: "no time: %[1]d wait for %[2]s, which would take more than 2,000 years"},
		"schedule.waiting.no-crew":     {KO: "시각 없음: %[1]d개가 %[2]s 대기, 그곳에 기술 %[3]s 가진 반이 없음", EN: "no time: %[1]d wait for %[2]s, and no crew there has the skill %[3]s"},
		"schedule.waiting.too-few":     {KO: "시각 없음: %[1]d개가 %[2]s 대기, 기술 %[3]s 가진 반의 사람이 모자람", EN: "no time: %[1]d wait for %[2]s, and no crew with the skill %[3]s has people enough"},
		"schedule.waiting.held":        {KO: "시각 없음: %[1]d개가 %[2]s 대기, 그것은 기동 금지 %[3]s", EN: "no time: %[1]d wait for %[2]s, which may not be started (%[3]s)"},
		"schedule.waiting.stopped-all": {KO: "시각 없음: %[1]d개가 %[2]s 대기, 전면 중지 중", EN: "no time: %[1]d wait for %[2]s, and all starting is stopped"},

		"column.crew":   {KO: "반", EN: "crew"},
		"column.begins": {KO: "시작", EN: "begins"},
		"column.back":   {KO: "복구", EN: "back"},

		// Why a system is back when it is.
		"why.is-back":        {KO: "복구됨: 남은 일 없음", EN: "is back: nothing is left to do"},
		"why.passed-for":     {KO: "앞선 수단 %[2]s 아님: %[1]s 기다려야 함", EN: "not by %[2]s, which comes first: that waits for %[1]s"},
		"why.passed":         {KO: "앞선 수단 %[1]s 아님: 사건에서 그렇게 정함", EN: "not by %[1]s, which comes first: it was decided so"},
		"why.by-crew":        {KO: "%[1]s: %[2]s 시작, %[3]s 복구", EN: "%[1]s begins %[2]s, back %[3]s"},
		"why.by-others":      {KO: "%[1]s 시작, %[2]s 복구: 우리 반이 하는 일이 아님", EN: "begins %[1]s, back %[2]s; takes none of our crews"},
		"why.heard":          {KO: "%[2]s 복구: %[1]s 말", EN: "back %[2]s, as %[1]s said"},
		"why.at-once":        {KO: "바로 시작: 기다리는 것 없음", EN: "begins at once: waits for nothing"},
		"why.after-need":     {KO: "그때 시작하는 까닭: %[1]s 복구 %[2]s", EN: "not before: needs %[1]s, back %[2]s"},
		"why.after-people":   {KO: "그때 시작하는 까닭: %[1]s 사람들이 %[2]s 일을 %[3]s 마침", EN: "not before: people of %[1]s work on %[2]s until %[3]s"},
		"why.after-room":     {KO: "그때 시작하는 까닭: %[1]s 자리를 %[2]s 쓰고 있음, %[3]s 복구하고 쉰 뒤에 남", EN: "not before: the places in %[1]s are taken; %[2]s, back %[3]s, frees one after the pause"},
		"why.after-hours":    {KO: "그때 시작하는 까닭: %[1]s 근무가 %[2]s 시작", EN: "not before: the hours of %[1]s begin %[2]s"},
		"why.passed-crew":    {KO: "%[1]s 맡지 않은 까닭: %[2]s 근무 중이고 사람도 있었지만 근무가 먼저 끝나, 맡았다면 %[3]s 복구. %[4]s 맡아 %[5]s 복구", EN: "not by %[1]s, at work with people free %[2]s: its shift ends first, so it would be done %[3]s, and %[4]s is done %[5]s"},
		"why.chain":          {KO: "이 시각을 정한 %[2]s단계의 처음: %[1]s", EN: "%[2]s steps one after the other set this time, from %[1]s on"},
		"why.in-time":        {KO: "기한 안: %[1]s 남음 (기한 %[2]s)", EN: "in time, with %[1]s to spare (due %[2]s)"},
		"why.late":           {KO: "기한을 %[1]s 넘김 (기한 %[2]s)", EN: "late by %[1]s (due %[2]s)"},
		"why.no-estimate":    {KO: "시각 없음: %[1]s 걸리는 시간을 말한 사람이 없음", EN: "no time: nobody has said how long it takes (%[1]s)"},
		"why.too-long":       {KO: "시각 없음: %[1]s 2천 년 넘게 걸림 (반의 근무 시간으로)", EN: "no time: it would take more than 2,000 years in the hours of its crew (%[1]s)"},
		"why.no-crew":        {KO: "시각 없음: 그곳에 기술 %[1]s 가진 반이 없음", EN: "no time: no crew there has the skill %[1]s"},
		"why.too-few":        {KO: "시각 없음: 기술 %[1]s 가진 반의 사람이 모자람", EN: "no time: no crew with the skill %[1]s has enough people"},
		"why.held":           {KO: "시각 없음: 기동 금지 %[1]s", EN: "no time: it may not be started (%[1]s)"},
		"why.stopped-all":    {KO: "시각 없음: 전면 중지 중", EN: "no time: all starting is stopped"},
		"why.blocked-by":     {KO: "시각 없음: %[1]s 기다림, 그것도 시각이 없음", EN: "no time: it waits for %[1]s, which has none"},
		"why.sooner-need":    {KO: "빨라지려면: %[1]s 더 일찍 (지금은 %[2]s)", EN: "sooner if %[1]s is back before %[2]s"},
		"why.sooner-people":  {KO: "빨라지려면: %[1]s 사람을 늘림", EN: "sooner with more people in %[1]s"},
		"why.sooner-room":    {KO: "빨라지려면: %[1]s 자리를 늘림", EN: "sooner with more places in %[1]s"},
		"why.sooner-hours":   {KO: "빨라지려면: %[1]s 근무를 %[2]s 전에 시작", EN: "sooner if %[1]s works before %[2]s"},
		"why.sooner-word":    {KO: "시각이 나오려면: %[1]s 걸리는 시간을 알아봄 (%[2]s)", EN: "gets a time once somebody says how long %[1]s takes (%[2]s)"},
		"why.sooner-skill":   {KO: "시각이 나오려면: %[1]s 쪽에 기술 %[2]s 가진 사람을 보냄", EN: "gets a time once people with the skill %[2]s are there for %[1]s"},
		"why.sooner-lifted":  {KO: "시각이 나오려면: 기동 금지 %[1]s 풀림", EN: "gets a time once %[1]s is lifted"},
		"why.sooner-by-rung": {KO: "다른 길: 수단을 %[1]s 쪽으로 바꾸면 기다리는 것 없음", EN: "another way: %[1]s waits for nothing"},
	}
})
