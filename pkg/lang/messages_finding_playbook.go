package lang

import "sync"

// Findings about expressions and playbooks, and their hints.
var playbookFindingMessages = sync.OnceValue(func() table {
	return table{
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

		// Steps and roles.
		"finding.step-missing":   {KO: "단계가 빠짐: %[1]s", EN: "step missing: %[1]s"},
		"finding.step-unknown":   {KO: "없는 단계: %[1]s", EN: "there is no step %[1]s"},
		"finding.step-repeated":  {KO: "단계가 두 번 나옴: %[1]s", EN: "step %[1]s stands twice"},
		"finding.step-order":     {KO: "단계 순서가 틀림: %[1]s, 앞에 와야 함 (%[2]s)", EN: "step %[1]s must stand before %[2]s"},
		"finding.duplicate-role": {KO: "역할 ID가 겹침: %[1]s", EN: "two roles have the id %[1]s"},
		"finding.unknown-role":   {KO: "없는 역할: %[1]s", EN: "there is no role %[1]s"},
		"hint.add-role":          {KO: "roles 목록에 추가하거나 지움: %[1]s", EN: "add %[1]s to roles, or delete it here"},
		"hint.seven-steps":       {KO: "일곱 단계를 이 순서로 모두 씀: %[1]s", EN: "write all seven, in this order: %[1]s"},

		// What tasks say of each other.
		"finding.duplicate-task":   {KO: "작업 ID가 겹침: %[1]s", EN: "two tasks have the id %[1]s"},
		"finding.unknown-task":     {KO: "없는 작업: %[1]s", EN: "there is no task %[1]s"},
		"finding.unknown-after":    {KO: "after에 없는 작업: %[1]s", EN: "after names no task: %[1]s"},
		"finding.after-itself":     {KO: "자기 자신을 기다림: %[1]s", EN: "%[1]s comes after itself"},
		"finding.unknown-reopens":  {KO: "reopens에 없는 작업: %[1]s", EN: "reopens names no task: %[1]s"},
		"finding.reopens-no-start": {KO: "reopens에는 기동 작업만 씀: %[1]s", EN: "reopens names a task that starts nothing: %[1]s"},
		"finding.never-ready":      {KO: "%[1]s: 서로 기다려서 영영 시작 못 함: %[2]s", EN: "%[1]s can never become ready, all wait in a circle: %[2]s"},
		"finding.never-opens":      {KO: "어떤 경우에도 참이 될 수 없는 조건: %[1]s", EN: "the condition %[1]s can never be true"},

		// Times and phases of a task.
		"finding.negative-duration": {KO: "음수 시간: %[1]s", EN: "a duration cannot be negative: %[1]s"},
		"finding.negative-number":   {KO: "음수: %[1]d", EN: "a number cannot be negative: %[1]d"},
		"finding.every-and-at":      {KO: "every와 at은 함께 쓸 수 없음", EN: "every and at do not go together"},
		"finding.no-such-time":      {KO: "없는 시각: %[1]s", EN: "no such time of day: %[1]s"},
		"finding.unknown-per":       {KO: "없는 단위: %[1]s", EN: "per knows no %[1]s"},
		"finding.recurring-brings":  {KO: "되풀이하는 작업에는 brings를 쓸 수 없음", EN: "recurring work cannot bring a phase"},
		"finding.method-no-start":   {KO: "기동하지 않는 작업에 수단이 있음: %[1]s", EN: "method %[1]s on a task that starts nothing"},
		"finding.failback-brings":   {KO: "failback 작업에는 brings: resumed 또는 restored 가 있어야 함", EN: "a failback task must bring resumed or restored"},

		// How a task is done.
		"finding.do-missing":          {KO: "do가 없음", EN: "do is missing"},
		"finding.do-unknown":          {KO: "do에 없는 종류: %[1]s", EN: "do knows no %[1]s"},
		"finding.do-mixed":            {KO: "do에는 한 종류만 씀 (%[1]s 말고 다른 것이 섞임)", EN: "do takes one kind only, not %[1]s and another"},
		"finding.run-nothing":         {KO: "실행할 명령이 없음", EN: "no command to run"},
		"finding.record-nothing":      {KO: "기록할 항목이 없음", EN: "no fields to record"},
		"finding.duplicate-field":     {KO: "항목 ID가 겹침: %[1]s", EN: "two fields have the id %[1]s"},
		"finding.enum-without-values": {KO: "고를 값이 없는 항목: %[1]s", EN: "the enum %[1]s has no values"},
		"finding.values-without-enum": {KO: "values는 type: enum 에만 씀: %[1]s", EN: "only a field of type enum has values: %[1]s"},
		"finding.unknown-field-type":  {KO: "없는 항목 종류: %[1]s", EN: "there is no field type %[1]s"},
		"finding.decide-nothing":      {KO: "고를 안이 없는 결정", EN: "a decision without options"},
		"finding.duplicate-option":    {KO: "선택 ID가 겹침: %[1]s", EN: "two options have the id %[1]s"},
		"finding.approve-nobody":      {KO: "승인할 사람 수는 1 이상: %[1]d", EN: "at least one must approve: %[1]d"},

		// Whether it brings every system back.
		"finding.cannot-recover":         {KO: "이 플레이북으로 %[1]s 상태까지 갈 수 없는 시스템이 있음, 예: %[2]s", EN: "brings no system of this kind to %[1]s: %[2]s"},
		"finding.cannot-recover-systems": {KO: "%[1]s 상태까지 갈 수 없는 시스템 %[2]d개: %[3]s", EN: "systems that never reach %[1]s: %[2]d, such as %[3]s"},
	}
})
