package lang

// Findings about drill files and the expressions in them, and their hints.
var drillFindingMessages = table{
	// Expressions.
	"finding.expression-argument-tier": {KO: "%[1]s(1)의 괄호 안에는 등급 1~4 하나만 씀", EN: "%[1]s takes one tier, 1 to 4: %[1]s(1)"},
	"hint.expression-about-systems":    {KO: "시스템 하나를 두고 하는 말: atStart, 또는 forEach와 함께 쓰는 that 에만 씀", EN: "it speaks of one system: only in atStart, or in that beside forEach"},
}
