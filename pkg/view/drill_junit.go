package view

import (
	"io"
	"strings"

	"github.com/bokgu/bokgu/pkg/drill"
	"github.com/bokgu/bokgu/pkg/term"
)

// DrillFormats are the formats of results of drills beside the usual ones.
func DrillFormats() []Format { return []Format{JUnit, SVG} }

// DrillJUnit writes results as test results: a suite for each drill, in it a
// case for each expectation. One of severity error fails when it was not met; a
// warning passes with its text as output. A drill that was cut off for its
// length fails in a case of its own.
func DrillJUnit(w io.Writer, p Page, all []*Drilled) error {
	p.Hangul = true // a file is no terminal
	out := junitSuites{Name: "bokgu drill run"}
	for _, d := range all {
		suite := out.suite(d.Result.Drill.Name)
		file := term.Plain(d.File)
		for k := range d.Result.Verdicts {
			e := d.Result.Verdicts[k].Of
			one := junitCase{Name: p.expectName(e), File: file}
			item := p.expectItem(d, k)
			text := strings.Join(append([]string{item.line}, item.more...), "\n") + "\n"
			switch verdictMark(e, d.held(k)) {
			case markFailed:
				one.Failure = &junitFailure{Message: strings.Join(item.more, "; "), Type: string(e.Severity), Text: text}
			case markWarned:
				one.Out = text
			}
			suite.add(one)
		}
		if ending, cut := d.cutOff(); cut || len(d.Result.Verdicts) == 0 {
			one := junitCase{Name: p.Msg("drill.ended", p.Msg("drill.ending."+string(ending))), File: file}
			if cut {
				one.Failure = &junitFailure{Message: one.Name, Type: "ending", Text: one.Name + "\n"}
			}
			suite.add(one)
		}
	}
	return out.write(w)
}

// cutOff is how the drill ended, and whether some run was cut off for its length.
func (d *Drilled) cutOff() (ending drill.Ending, cut bool) {
	ending = d.Result.Ending
	if d.Series != nil && d.Series.Endings[drill.EndedFull] > 0 {
		ending = drill.EndedFull
	}
	return ending, ending == drill.EndedFull
}
