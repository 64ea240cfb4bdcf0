package lang

import "fmt"

// table is one area's messages by key. Arguments are named by position
// (%[1]s), because the two languages order them differently. Korean wording
// avoids particles right after an argument: they would depend on its sound.
type table map[string]Text

// tables lists every area's messages; a key stands in one table only. A table is
// made when it is first looked into: every start asks for the words of commands
// and flags, which therefore stand first, and hardly for any others.
func tables() []func() table {
	return []func() table{
		commandMessages,
		respondMessages,
		planCommandMessages,
		planMessages,
		scheduleMessages,
		forecastMessages,
		incidentMessages,
		walkMessages,
		whatIfMessages,
		statusMessages,
		reportMessages,
		drillViewMessages,
		coverageMessages,
		ruleMessages,
		findingMessages,
		playbookFindingMessages,
		drillFindingMessages,
	}
}

// Msg says the message of a key in this language. A key that no table has
// reads as itself, so that an unforeseen code still reaches the operator.
func (tag Tag) Msg(key string, args ...any) string {
	for _, t := range tables() {
		text, ok := t()[key]
		if !ok {
			continue
		}
		if len(args) == 0 {
			return text.In(tag)
		}
		return fmt.Sprintf(text.In(tag), args...)
	}
	if len(args) == 0 {
		return key
	}
	return fmt.Sprintf("%s %v", key, args)
}

// Has says whether some table has the key.
func Has(key string) bool {
	for _, t := range tables() {
		if _, ok := t()[key]; ok {
			return true
		}
	}
	return false
}
