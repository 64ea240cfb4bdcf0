package lang

import "sync"

// Reasons of the plan: keys "why.CODE", "blocker.CODE", lanes and conditions.
//
// A reason's arguments are the name of the system it speaks of, if it speaks
// of one, then its value, if it has one.
var planMessages = sync.OnceValue(func() table {
	return table{
		"condition.unaffected": {KO: "이상 없음", EN: "unaffected"},
		"condition.stopped":    {KO: "정지", EN: "stopped"},
		"condition.damaged":    {KO: "손상", EN: "damaged"},
		"condition.unknown":    {KO: "미확인", EN: "unknown"},

		"lane.intact":  {KO: "기동", EN: "start"},
		"lane.unknown": {KO: "상태 확인", EN: "to be inspected"},
		"lane.damaged": {KO: "손상 복구", EN: "repair"},

		"blocker.infrastructure": {KO: "기반시설", EN: "infrastructure"},
		"blocker.damaged":        {KO: "손상", EN: "damaged"},
		"blocker.unknown":        {KO: "상태 미확인", EN: "condition unknown"},

		"why.unaffected": {KO: "피해가 없어 복구 순서에 넣지 않음", EN: "unaffected, so not in the order"},
		"why.impaired":   {KO: "자체 이상은 없으나 못 씀: %[1]s 복구 대기", EN: "unaffected itself, but not usable before %[1]s is back"},

		"why.lane.intact":    {KO: "손상 없음: 켜기만 하면 됨", EN: "intact: has only to be started"},
		"why.lane.unknown":   {KO: "손상 여부 미확인: 손상 없는 것 다음", EN: "condition unknown: comes after what is intact"},
		"why.lane.damaged":   {KO: "손상됨: 손상 없는 것과 미확인 다음", EN: "damaged: comes after what is intact or unknown"},
		"why.infrastructure": {KO: "기반시설: 복구 수에는 넣지 않고 먼저 갖춤", EN: "infrastructure: not counted, made ready first"},

		"why.life-safety":    {KO: "생명, 안전에 직결: 1등급으로 다룸", EN: "life safety: treated as tier 1"},
		"why.tier":           {KO: "자체 등급 %[1]s등급", EN: "its own tier is %[1]s"},
		"why.tier-unknown":   {KO: "등급 미상: 2등급과 3등급 사이에 둠", EN: "tier unknown: stands between tiers 2 and 3"},
		"why.effective-tier": {KO: "실질 등급 %[2]s등급: %[1]s 복구에 필요", EN: "effective tier %[2]s: %[1]s needs it"},
		"why.lifted":         {KO: "순서 앞당김: %[1]s 복구에 필요", EN: "moved up: %[1]s needs it"},
		"why.lifted-lane":    {KO: "손상이 덜한 쪽 순서로 앞당김: %[1]s 복구에 필요", EN: "moved up beside what is less damaged: %[1]s needs it"},

		"why.waits-for":       {KO: "먼저 복구되어야 함: %[1]s", EN: "waits for %[1]s"},
		"why.cycle":           {KO: "서로 필요로 하는 %[2]s개를 함께 기동: %[1]s 포함", EN: "starts together with %[1]s: %[2]s systems need each other"},
		"why.needed-by":       {KO: "기다리는 시스템 %[2]s개, 첫째는 %[1]s", EN: "waited for by %[2]s, %[1]s first"},
		"why.needed-directly": {KO: "바로 기다리는 시스템 %[2]s개, 첫째는 %[1]s", EN: "waited for directly by %[2]s, %[1]s first"},
		"why.must-by":         {KO: "꼭 지킬 기한 %[1]s", EN: "must be back by %[1]s"},

		"why.method":    {KO: "복구 수단: %[1]s", EN: "method: %[1]s"},
		"why.elsewhere": {KO: "다른 센터에서 가동(%[1]s): 원래 센터의 기반시설은 기다리지 않음", EN: "runs at %[1]s: does not wait for the infrastructure of home"},

		"why.up-if-intact": {KO: "앞당기려면: 손상 없음을 확인", EN: "moves up once it is confirmed to be intact"},
		"why.up-if-graded": {KO: "앞당기려면: 등급 확인 (1등급이나 2등급이면 앞으로)", EN: "moves up if it is graded tier 1 or 2"},
		"why.up-by-method": {KO: "앞당기려면: 수단을 바꿈: %[2]s (%[1]s 안 기다려도 됨)", EN: "could go on without %[1]s by method %[2]s"},
	}
})
