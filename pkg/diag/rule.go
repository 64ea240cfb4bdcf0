package diag

import "slices"

// Scope is the kind of file that a rule speaks of.
type Scope string

// The scopes of rules.
const (
	AnyFile     Scope = "any"
	InInventory Scope = "inventory"
	InPlaybook  Scope = "playbook"
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
	{"after-itself", Error, InPlaybook, true},
	{"alias", Error, AnyFile, true},
	{"approve-nobody", Error, InPlaybook, true},
	{"backup-at-home", Warning, InInventory, false},
	{"bad-duration", Error, AnyFile, true},
	{"bad-estimate", Error, InInventory, true},
	{"bad-expression", Error, AnyFile, true},
	{"bad-id", Error, AnyFile, true},
	{"bad-tier", Error, InInventory, true},
	{"bad-time", Error, AnyFile, true},
	{"bad-value", Error, AnyFile, true},
	{"cannot-recover", Error, InPlaybook, false},
	{"cannot-recover-systems", Error, InPlaybook, false},
	{"control-character", Error, AnyFile, true},
	{"crew-of-nobody", Warning, InInventory, false},
	{"crew-without-skills", Warning, InInventory, false},
	{"cycle", Warning, InInventory, false},
	{"decide-nothing", Error, InPlaybook, true},
	{"do-missing", Error, InPlaybook, true},
	{"do-mixed", Error, InPlaybook, true},
	{"do-unknown", Error, InPlaybook, true},
	{"duplicate-field", Error, InPlaybook, true},
	{"duplicate-id", Error, InInventory, true},
	{"duplicate-option", Error, InPlaybook, true},
	{"duplicate-role", Error, InPlaybook, false},
	{"duplicate-task", Error, InPlaybook, true},
	{"empty-file", Warning, AnyFile, false},
	{"empty-ladder", Warning, InInventory, false},
	{"enum-without-values", Error, InPlaybook, true},
	{"every-and-at", Error, InPlaybook, true},
	{"expression-argument", Error, AnyFile, true},
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
	{"ignore-expired", Warning, InWorkspace, false},
	{"ignore-unused", Warning, InWorkspace, false},
	{"invalid-utf8", Error, AnyFile, true},
	{"method-no-start", Error, InPlaybook, true},
	{"missing-key", Error, AnyFile, true},
	{"missing-value", Error, AnyFile, true},
	{"negative-duration", Error, InPlaybook, true},
	{"negative-number", Error, InPlaybook, true},
	{"never-opens", Error, InPlaybook, false},
	{"never-ready", Error, InPlaybook, true},
	{"never-succeeds", Error, InInventory, true},
	{"no-contact", Warning, InInventory, false},
	{"no-room", Warning, InInventory, false},
	{"no-substitute", Warning, InInventory, false},
	{"no-such-time", Error, InPlaybook, true},
	{"nothing-there", Warning, InWorkspace, false},
	{"one-of", Error, AnyFile, true},
	{"out-of-range", Error, AnyFile, true},
	{"overlapping-shifts", Warning, InInventory, false},
	{"record-nothing", Error, InPlaybook, true},
	{"recurring-brings", Error, InPlaybook, true},
	{"reopens-no-start", Error, InPlaybook, true},
	{"repeated-key", Error, AnyFile, true},
	{"run-nothing", Error, InPlaybook, true},
	{"second-workspace", Error, InWorkspace, true},
	{"self-reference", Error, InInventory, false},
	{"skill-nobody-has", Warning, InInventory, false},
	{"skill-not-at-site", Warning, InInventory, false},
	{"step-missing", Error, InPlaybook, false},
	{"step-order", Error, InPlaybook, false},
	{"step-repeated", Error, InPlaybook, false},
	{"step-unknown", Error, InPlaybook, false},
	{"syntax", Error, AnyFile, true},
	{"too-few-people", Warning, InInventory, false},
	{"too-large", Error, AnyFile, true},
	{"too-long", Error, AnyFile, true},
	{"too-many-findings", Error, AnyFile, true},
	{"unknown-after", Error, InPlaybook, false},
	{"unknown-field-type", Error, InPlaybook, false},
	{"unknown-key", Error, AnyFile, true},
	{"unknown-kind", Error, AnyFile, true},
	{"unknown-method", Error, AnyFile, false},
	{"unknown-per", Error, InPlaybook, false},
	{"unknown-reopens", Error, InPlaybook, false},
	{"unknown-role", Error, InPlaybook, false},
	{"unknown-rule", Error, InWorkspace, true},
	{"unknown-system", Error, InInventory, false},
	{"unknown-task", Error, InPlaybook, false},
	{"unknown-version", Error, AnyFile, true},
	{"unreadable", Error, AnyFile, true},
	{"unused-skill", Warning, InInventory, false},
	{"values-without-enum", Error, InPlaybook, true},
	{"whole-day-shift", Warning, InInventory, false},
	{"wrong-type", Error, AnyFile, true},
}
