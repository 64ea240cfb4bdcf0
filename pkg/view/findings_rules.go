package view

import (
	"fmt"
	"io"
	"strings"

	"github.com/bokgu/bokgu/docs/rules"
	"github.com/bokgu/bokgu/pkg/diag"
)

// RulesText lists rules for a screen, which has no room for their scope.
func RulesText(w io.Writer, p Page, list []diag.Rule) error {
	t := table{head: []string{p.Msg("column.rule"), p.Msg("column.severity"), p.Msg("column.message")}}
	for _, r := range list {
		t.add(r.ID, p.Msg("severity."+string(r.Severity)), p.Msg("rule."+r.ID))
	}
	return t.text(w)
}

// RulesMarkdown lists rules as a table.
func RulesMarkdown(w io.Writer, p Page, list []diag.Rule) error {
	t := table{head: []string{p.Msg("column.rule"), p.Msg("column.severity"), p.Msg("column.scope"), p.Msg("column.message")}}
	for _, r := range list {
		t.add(r.ID, p.Msg("severity."+string(r.Severity)), p.Msg("scope."+string(r.Scope)), p.Msg("rule."+r.ID))
	}
	return t.markdown(w)
}

type ruleJSON struct {
	Rule     string        `json:"rule"`
	Severity diag.Severity `json:"severity"`
	Scope    diag.Scope    `json:"scope"`
	Fixed    bool          `json:"fixed"` // no workspace can ignore or lower it
	Title    string        `json:"title"`
}

func (p Page) ruleJSON(r diag.Rule) ruleJSON {
	return ruleJSON{r.ID, r.Severity, r.Scope, r.Fixed, p.Msg("rule." + r.ID)}
}

// RulesJSON lists rules for scripts.
func RulesJSON(w io.Writer, p Page, list []diag.Rule) error {
	out := struct {
		head
		Rules []ruleJSON `json:"rules"`
	}{newHead("Rules"), []ruleJSON{}}
	for _, r := range list {
		out.Rules = append(out.Rules, p.ruleJSON(r))
	}
	return writeJSON(w, out)
}

// RuleText is the page of a rule under its title in the reader's language.
func RuleText(w io.Writer, p Page, r diag.Rule) error {
	fixed := "rule.can-be-changed"
	if r.Fixed {
		fixed = "rule.cannot-be-changed"
	}
	_, err := fmt.Fprintf(w, "%s: %s\n%s, %s. %s\n\n%s", r.ID, p.Msg("rule."+r.ID),
		p.Msg("severity."+string(r.Severity)), p.Msg("scope."+string(r.Scope)), p.Msg(fixed), ruleBody(r))
	return err
}

// RuleMarkdown is the page of a rule as it is.
func RuleMarkdown(w io.Writer, r diag.Rule) error {
	page, _ := rules.Page(r.ID)
	_, err := io.WriteString(w, page)
	return err
}

// RuleJSON is a rule and its page for scripts.
func RuleJSON(w io.Writer, p Page, r diag.Rule) error {
	page, _ := rules.Page(r.ID)
	return writeJSON(w, struct {
		head
		ruleJSON
		Page string `json:"page"` // Markdown
	}{newHead("Rule"), p.ruleJSON(r), page})
}

// ruleBody is a rule's page from its first heading on; the title before it is
// in English.
func ruleBody(r diag.Rule) string {
	page, _ := rules.Page(r.ID)
	_, body, _ := strings.Cut(page, "\n## ")
	return "## " + body
}
