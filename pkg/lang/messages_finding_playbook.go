package lang

// Findings about expressions and playbooks, and their hints.
var playbookFindingMessages = table{
	// Expressions.
	"finding.expression-too-long":      {KO: "식이 너무 김: %[1]d바이트 (최대 %[2]d)", EN: "the expression is too long: %[1]d bytes (at most %[2]d)"},
	"finding.expression-bytes":         {KO: "식에 UTF-8이 아닌 바이트가 있음", EN: "the expression has bytes that are not UTF-8"},
	"finding.expression-ends":          {KO: "식이 끝나지 않음", EN: "the expression ends too early"},
	"finding.expression-syntax":        {KO: "식을 여기서부터 읽을 수 없음: %[1]s", EN: "cannot read the expression from here: %[1]s"},
	"finding.expression-name":          {KO: "식에 없는 이름: %[1]s", EN: "an expression knows no name %[1]s"},
	"finding.expression-call":          {KO: "식에 없는 함수: %[1]s", EN: "an expression knows no function %[1]s"},
	"finding.expression-value":         {KO: "%[1]s 항목에 없는 값: %[2]q", EN: "%[1]s is never %[2]q"},
	"finding.expression-tier":          {KO: "없는 등급: %[1]v (1~4)", EN: "there is no tier %[1]v (1 to 4)"},
	"finding.expression-not-condition": {KO: "참/거짓이 되는 조건이어야 함 (지금은 %[1]s)", EN: "must be a condition, but is %[1]s"},
	"finding.expression-not-allowed":   {KO: "식에 쓸 수 없는 표현: %[1]s", EN: "not part of an expression: %[1]s"},
	"finding.expression-operand":       {KO: "%[1]s 연산자를 쓸 수 없음: %[2]s", EN: "%[1]s cannot be used with %[2]s"},
	"finding.expression-operands":      {KO: "%[1]s 양쪽이 맞지 않음: %[2]s, %[3]s", EN: "%[1]s does not go between %[2]s and %[3]s"},
	"finding.expression-no-parts":      {KO: "하위 항목이 없음: %[1]s", EN: "%[1]s has no parts"},
	"finding.expression-argument":      {KO: "%[1]s(\"...\")의 괄호 안에는 따옴표로 묶은 이름 하나만 씀", EN: "%[1]s takes one name in quotes: %[1]s(\"...\")"},
	"finding.expression-list-argument": {KO: "%[1]s(...)의 괄호 안에는 목록을 씀, 예: needs", EN: "%[1]s takes a list, such as needs"},
	"finding.expression-list-alone":    {KO: "[...] 목록은 in 뒤에만 씀", EN: "a [...] list stands only after in"},

	"hint.expression-equals":    {KO: "같은지 비교할 때는 == 를 씀", EN: "to compare, write =="},
	"hint.expression-quotes":    {KO: "따옴표를 닫았는지 확인", EN: "close the quotes"},
	"hint.expression-operators": {KO: "쓸 수 있는 연산자: && || ! == != < <= > >= in contains startsWith endsWith + - * /", EN: "operators are: && || ! == != < <= > >= in contains startsWith endsWith + - * /"},
}
