package diag

import "slices"

// Scope is the kind of file that a rule speaks of.
type Scope string

// The scopes of rules.
const (
	AnyFile     Scope = "any"
	InInventory Scope = "inventory"
	InPlaybook  Scope = "playbook"
	InDrill     Scope = "drill"
	InWorkspace Scope = "workspace" // bokgu.yaml
)

// Rule is one thing that checks look for. Its title is the message
// "rule.ID", its page docs/rules/ID.md.
type Rule struct {
	ID       string
	Severity Severity // unless a workspace says otherwise
	Scope    Scope
	Fixed    bool // something is not read, or not as it was meant: no workspace can ignore or lower it
}

// Rules lists every rule in the order of their ids. A check that gives a rule
// which is not here, or a rule that no check gives, fails a test.
func Rules() []Rule { return slices.Clone(rules[:]) }

// FindRule is the rule of an id, and false when there is none.
func FindRule(id string) (Rule, bool) {
	for _, r := range rules {
		if r.ID == id {
			return r, true
		}
	}
	return Rule{}, false
}

// RuleIDs lists the ids of all rules.
func RuleIDs() []string {
	ids := make([]string, len(rules))
	for i := range rules {
		ids[i] = rules[i].ID
	}
	return ids
}

var rules = [...]Rule{
	{"after-end", Warning, InDrill, false},
	{"after-itself", Error, InPlaybook, true},
	{"alias", Error, AnyFile, true},
	{"approve-nobody", Error, InPlaybook, true},
	{"backup-at-home", Warning, InInventory, false},
	{"bad-curve", Error, InDrill, true},
	{"bad-drill-time", Error, InDrill, true},
	{"bad-duration", Error, AnyFile, true},
	{"bad-estimate", Error, AnyFile, true},
	{"bad-expression", Error, AnyFile, true},
	{"bad-id", Error, AnyFile, true},
	{"bad-tier", Error, InInventory, true},
	{"bad-time", Error, AnyFile, true},
	{"bad-until", Error, InDrill, true},
	{"bad-value", Error, AnyFile, true},
	{"before-start", Error, InDrill, true},
	{"below-threshold", Error, InWorkspace, false},
	{"between-after-and", Error, InDrill, true},
	{"cannot-recover", Error, InPlaybook, false},
	{"cannot-recover-systems", Error, InPlaybook, false},
	{"channel-goes-down", Warning, InWorkspace, false},
	{"control-character", Error, AnyFile, true},
	{"count-too-large", Error, InDrill, true},
	{"count-without-systems", Error, InDrill, true},
	{"crew-of-nobody", Warning, InInventory, false},
	{"crew-without-skills", Warning, InInventory, false},
	{"cycle", Warning, InInventory, false},
	{"decide-nothing", Error, InPlaybook, true},
	{"do-missing", Error, InPlaybook, true},
	{"do-mixed", Error, InPlaybook, true},
	{"do-unknown", Error, InPlaybook, true},
	{"dr-at-home", Warning, InInventory, false},
	{"dr-untried", Warning, InInventory, false},
	{"drill-files-differ", Error, InDrill, true},
	{"duplicate-field", Error, InPlaybook, true},
	{"duplicate-id", Error, AnyFile, true},
	{"duplicate-option", Error, InPlaybook, true},
	{"duplicate-role", Error, InPlaybook, false},
	{"duplicate-task", Error, InPlaybook, true},
	{"empty-file", Warning, AnyFile, false},
	{"empty-ladder", Warning, InInventory, false},
	{"enum-without-values", Error, InPlaybook, true},
	{"event-unheard", Warning, InDrill, false},
	{"every-and-at", Error, InPlaybook, true},
	{"expectation-after-end", Error, InDrill, true},
	{"expectation-certain", Warning, InDrill, false},
	{"expectation-form", Error, InDrill, true},
	{"expectation-impossible", Error, InDrill, true},
	{"expectation-time", Error, InDrill, true},
	{"expression-argument", Error, AnyFile, true},
	{"expression-argument-tier", Error, InDrill, true},
	{"expression-bytes", Error, AnyFile, true},
	{"expression-call", Error, AnyFile, true},
	{"expression-ends", Error, AnyFile, true},
	{"expression-list-alone", Error, AnyFile, true},
	{"expression-list-argument", Error, AnyFile, true},
	{"expression-name", Error, AnyFile, true},
	{"expression-no-parts", Error, AnyFile, true},
	{"expression-not-allowed", Error, AnyFile, true},
	{"expression-not-condition", Error, AnyFile, true},
	{"expression-operand", Error, AnyFile, true},
	{"expression-operands", Error, AnyFile, true},
	{"expression-syntax", Error, AnyFile, true},
	{"expression-tier", Error, AnyFile, true},
	{"expression-too-long", Error, AnyFile, true},
	{"expression-value", Error, AnyFile, true},
	{"failback-brings", Error, InPlaybook, true},
	{"failover-without-site", Warning, InInventory, false},
	{"fixed-rule", Error, InWorkspace, true},
	{"hidden-unaffected", Error, InDrill, true},
	{"ignore-expired", Warning, InWorkspace, false},
	{"ignore-unused", Warning, InWorkspace, false},
	{"inject-empty", Error, InDrill, true},
	{"inject-mixed", Error, InDrill, true},
	{"invalid-utf8", Error, AnyFile, true},
	{"lift-no-stop", Error, InDrill, true},
	{"lift-too-early", Error, InDrill, true},
	{"means-no-system", Error, InDrill, true},
	{"method-no-start", Error, InPlaybook, true},
	{"missing-key", Error, AnyFile, true},
	{"missing-value", Error, AnyFile, true},
	{"negative-duration", Error, AnyFile, true},
	{"negative-number", Error, AnyFile, true},
	{"never-opens", Error, InPlaybook, false},
	{"never-ready", Error, InPlaybook, true},
	{"never-succeeds", Error, InInventory, true},
	{"no-contact", Warning, InInventory, false},
	{"no-room", Warning, InInventory, false},
	{"no-substitute", Warning, InInventory, false},
	{"no-such-time", Error, InPlaybook, true},
	{"not-a-decision", Error, InDrill, true},
	{"not-exercised", Warning, InWorkspace, false},
	{"nothing-there", Warning, InWorkspace, false},
	{"one-of", Error, AnyFile, true},
	{"only-copy", Warning, InWorkspace, false},
	{"out-of-range", Error, AnyFile, true},
	{"overlapping-shifts", Warning, InInventory, false},
	{"phone-untried", Warning, InInventory, false},
	{"record-nothing", Error, InPlaybook, true},
	{"recurring-brings", Error, InPlaybook, true},
	{"reopens-no-start", Error, InPlaybook, true},
	{"repeated-key", Error, AnyFile, true},
	{"report-too-often", Error, InDrill, true},
	{"run-nothing", Error, InPlaybook, true},
	{"second-workspace", Error, InWorkspace, true},
	{"self-reference", Error, InInventory, false},
	{"shared-without-owner", Warning, InInventory, false},
	{"skill-nobody-has", Warning, InInventory, false},
	{"skill-not-at-site", Warning, InInventory, false},
	{"skip-without-reason", Error, InDrill, true},
	{"stale-list", Warning, InInventory, false},
	{"step-missing", Error, InPlaybook, false},
	{"step-order", Error, InPlaybook, false},
	{"step-repeated", Error, InPlaybook, false},
	{"step-unknown", Error, AnyFile, false},
	{"syntax", Error, AnyFile, true},
	{"system-named-twice", Error, InDrill, true},
	{"task-not-for-systems", Error, InDrill, true},
	{"too-few-people", Warning, InInventory, false},
	{"too-large", Error, AnyFile, true},
	{"too-long", Error, AnyFile, true},
	{"too-many-entries", Error, InDrill, true},
	{"too-many-findings", Error, AnyFile, true},
	{"unknown-after", Error, InPlaybook, false},
	{"unknown-crew", Error, InDrill, true},
	{"unknown-event", Error, InDrill, true},
	{"unknown-field", Error, InDrill, true},
	{"unknown-field-type", Error, InPlaybook, false},
	{"unknown-hold", Error, InDrill, true},
	{"unknown-key", Error, AnyFile, true},
	{"unknown-kind", Error, AnyFile, true},
	{"unknown-method", Error, AnyFile, false},
	{"unknown-option", Error, InDrill, true},
	{"unknown-per", Error, InPlaybook, false},
	{"unknown-record", Error, InDrill, true},
	{"unknown-reopens", Error, InPlaybook, false},
	{"unknown-role", Error, InPlaybook, false},
	{"unknown-rule", Error, InWorkspace, true},
	{"unknown-system", Error, AnyFile, false},
	{"unknown-task", Error, AnyFile, false},
	{"unknown-version", Error, AnyFile, true},
	{"unreadable", Error, AnyFile, true},
	{"unused-skill", Warning, InInventory, false},
	{"values-without-enum", Error, InPlaybook, true},
	{"whole-day-shift", Warning, InInventory, false},
	{"wrong-type", Error, AnyFile, true},
}
