package lang

import "fmt"

// table is one area's messages by key. Arguments are named by position
// (%[1]s), because the two languages order them differently. Korean wording
// avoids particles right after an argument: they would depend on its sound.
type table map[string]Text

// tables lists every area's messages; a key stands in one table only.
func tables() []table {
	return []table{
		ruleMessages,
		findingMessages,
		playbookFindingMessages,
		drillFindingMessages,
		drillViewMessages,
		planMessages,
		scheduleMessages,
		forecastMessages,
		incidentMessages,
		walkMessages,
		whatIfMessages,
		statusMessages,
		reportMessages,
		coverageMessages,
		commandMessages,
		respondMessages,
	}
}

// Msg says the message of a key in this language. A key that no table has
// reads as itself, so that an unforeseen code still reaches the operator.
func (tag Tag) Msg(key string, args ...any) string {
	for _, t := range tables() {
		text, ok := t[key]
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
		if _, ok := t[key]; ok {
			return true
		}
	}
	return false
}
