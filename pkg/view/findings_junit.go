package view

import (
	"encoding/xml"
	"io"
	"strings"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/term"
)

// What is written of JUnit's XML: what GitLab, Jenkins and others read of it.
type (
	junitSuites struct {
		XMLName xml.Name      `xml:"testsuites"`
		Name    string        `xml:"name,attr"`
		Tests   int           `xml:"tests,attr"`
		Failed  int           `xml:"failures,attr"`
		Skipped int           `xml:"skipped,attr"`
		Suites  []*junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name    string      `xml:"name,attr"`
		Tests   int         `xml:"tests,attr"`
		Failed  int         `xml:"failures,attr"`
		Errors  int         `xml:"errors,attr"`
		Skipped int         `xml:"skipped,attr"`
		Cases   []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name    string        `xml:"name,attr"`
		Class   string        `xml:"classname,attr"`
		File    string        `xml:"file,attr,omitempty"`
		Line    int           `xml:"line,attr,omitempty"`
		Failure *junitFailure `xml:"failure"`
		Skipped *junitSkipped `xml:"skipped"`
		Out     string        `xml:"system-out,omitempty"`
	}
	junitFailure struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
	junitSkipped struct {
		Message string `xml:"message,attr"`
	}
)

// FindingsJUnit writes the findings as test results: a suite for each file, in
// it a case for each finding, or one that passes when there is none. An error
// fails, and so does a warning when strict; else a warning passes with its text
// as output. What is ignored is skipped, with the reason. The name of a case has
// no line in it: whoever compares two runs finds it again where lines moved.
func FindingsJUnit(w io.Writer, p Page, c Checked, strict bool) error {
	all := junitSuites{Name: "bokgu validate"}
	for _, file := range c.FileNames {
		all.suite(file)
	}
	for i := range c.Findings {
		f := &c.Findings[i]
		one, text := p.junitCase(f)
		if strict || f.Severity == diag.Error {
			one.Failure = &junitFailure{Message: at(f.Place) + term.Plain(p.findingMessage(f)), Type: string(f.Severity), Text: text}
		} else {
			one.Out = text
		}
		all.suite(f.Place.File).add(one)
	}
	for i := range c.Ignored {
		one, _ := p.junitCase(&c.Ignored[i].Finding)
		one.Skipped = &junitSkipped{Message: at(c.Ignored[i].Place) + term.Plain(p.because(&c.Ignored[i]))}
		all.suite(c.Ignored[i].Place.File).add(one)
	}
	for _, s := range all.Suites {
		if len(s.Cases) == 0 {
			s.add(junitCase{Name: p.Msg("validate.sound"), Class: s.Name, File: s.Name})
		}
	}
	return all.write(w)
}

// write counts what the suites hold and writes them.
func (all *junitSuites) write(w io.Writer) error {
	for _, s := range all.Suites {
		all.Tests += s.Tests
		all.Failed += s.Failed
		all.Skipped += s.Skipped
	}
	var b strings.Builder
	b.WriteString(xml.Header)
	enc := xml.NewEncoder(&b)
	enc.Indent("", "  ")
	if err := enc.Encode(all); err != nil {
		return err
	}
	b.WriteByte('\n')
	_, err := io.WriteString(w, b.String())
	return err
}

// suite is the suite of a file, made when there is none yet.
func (all *junitSuites) suite(file string) *junitSuite {
	name := term.Plain(file)
	if name == "" {
		name = "bokgu"
	}
	for _, s := range all.Suites {
		if s.Name == name {
			return s
		}
	}
	s := &junitSuite{Name: name}
	all.Suites = append(all.Suites, s)
	return s
}

func (s *junitSuite) add(one junitCase) {
	one.Class = s.Name
	s.Cases = append(s.Cases, one)
	s.Tests++
	if one.Failure != nil {
		s.Failed++
	}
	if one.Skipped != nil {
		s.Skipped++
	}
}

// junitCase is the case of a finding, and all that the screen says of it.
func (p Page) junitCase(f *diag.Finding) (one junitCase, text string) {
	var b strings.Builder
	p.finding(&b, f)
	return junitCase{
		Name: f.Rule + ": " + term.Plain(p.findingMessage(f)),
		File: term.Plain(f.Place.File), Line: f.Place.Line,
	}, b.String()
}
