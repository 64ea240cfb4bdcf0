package view

import (
	"fmt"
	"io"
	"strings"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/term"
)

// FindingsGitHub writes the findings as workflow commands of GitHub Actions,
// which then shows them at the line, and the summary for its log. What is
// ignored is a notice.
func FindingsGitHub(w io.Writer, p Page, c Checked) error {
	var b strings.Builder
	for i := range c.Findings {
		f := &c.Findings[i]
		more := p.Hint(f.Hint)
		if more != "" {
			more = p.Msg("hint.label") + " " + more
		}
		p.workflowCommand(&b, string(f.Severity), f, more)
	}
	for i := range c.Ignored {
		p.workflowCommand(&b, "notice", &c.Ignored[i].Finding, p.Msg("validate.because", p.because(&c.Ignored[i])))
	}
	for _, line := range p.summary(c) {
		fmt.Fprintln(&b, line)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// workflowCommand is ::error file=...,line=...,col=...,title=...::message; more
// is said on a line of its own.
func (p Page) workflowCommand(b *strings.Builder, command string, f *diag.Finding, more string) {
	b.WriteString("::" + command + " ")
	if f.Place.File != "" {
		b.WriteString("file=" + propertyEscapes().Replace(f.Place.File) + ",")
	}
	if f.Place.Line > 0 {
		fmt.Fprintf(b, "line=%d,", f.Place.Line)
	}
	if f.Place.Column > 0 {
		fmt.Fprintf(b, "col=%d,", f.Place.Column)
	}
	text := term.Plain(p.findingMessage(f))
	if more != "" {
		text += "\n" + term.Plain(more)
	}
	fmt.Fprintf(b, "title=%s::%s\n", propertyEscapes().Replace(f.Rule), messageEscapes().Replace(text))
}

// messageEscapes are what the runner turns back in the text of a command.
func messageEscapes() *strings.Replacer {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
}

// propertyEscapes are what it turns back in a property.
func propertyEscapes() *strings.Replacer {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
}
