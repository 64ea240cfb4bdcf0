package view

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/bokgu/bokgu/docs/rules"
	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/lang"
)

// What is written of SARIF 2.1.0 (the OASIS standard of 27 March 2020). The
// parts have the names of the standard.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		Language   string        `json:"language"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID            string      `json:"id"`
		Short         sarifText   `json:"shortDescription"`
		Full          sarifText   `json:"fullDescription"`
		Help          sarifText   `json:"help"`
		Configuration sarifConfig `json:"defaultConfiguration"`
	}
	sarifText struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifConfig struct {
		Level diag.Severity `json:"level"`
	}
	sarifResult struct {
		Rule         string            `json:"ruleId"`
		Index        int               `json:"ruleIndex"`
		Level        diag.Severity     `json:"level"`
		Message      sarifText         `json:"message"`
		Locations    []sarifLocation   `json:"locations"`
		Related      []sarifLocation   `json:"relatedLocations,omitempty"`
		Fingerprints map[string]string `json:"partialFingerprints"`
		Suppressions []sarifSuppressed `json:"suppressions"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
		Message  *sarifText    `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		Line    int        `json:"startLine"`
		Column  int        `json:"startColumn,omitempty"`
		Snippet *sarifText `json:"snippet,omitempty"`
	}
	sarifSuppressed struct {
		Kind          string `json:"kind"`
		Status        string `json:"status"`
		Justification string `json:"justification"`
	}
)

// sarif is a log under way.
type sarif struct {
	page   Page
	folder string
	rules  []sarifRule
	seen   map[string]int // how often a fingerprint came up
}

// FindingsSARIF writes the findings as SARIF 2.1.0, which code hosts show at
// the line. What is ignored is there too, as suppressed. Files are named from
// the workspace on. A finding keeps its fingerprint when its line moves.
func FindingsSARIF(w io.Writer, p Page, c Checked) error {
	s := sarif{page: p, folder: c.Folder, rules: []sarifRule{}, seen: map[string]int{}}
	results := []sarifResult{}
	for i := range c.Findings {
		results = append(results, s.result(&c.Findings[i]))
	}
	for i := range c.Ignored {
		r := s.result(&c.Ignored[i].Finding)
		r.Suppressions = append(r.Suppressions, sarifSuppressed{"external", "accepted", p.because(&c.Ignored[i])})
		results = append(results, r)
	}
	return writeJSON(w, sarifLog{
		Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0",
		Runs: []sarifRun{{
			Tool:     sarifTool{sarifDriver{Name: "bokgu", Rules: s.rules}},
			Language: string(p.Lang), ColumnKind: "unicodeCodePoints", Results: results,
		}},
	})
}

// because is why a finding is ignored, and until when.
func (p Page) because(g *diag.Ignored) string {
	if g.Until.IsZero() {
		return g.Reason
	}
	return p.Msg("validate.until", g.Reason, g.Until.Format(time.DateOnly))
}

func (s *sarif) result(f *diag.Finding) sarifResult {
	text := s.page.findingMessage(f)
	if h := s.page.Hint(f.Hint); h != "" {
		text += "\n" + s.page.Msg("hint.label") + " " + h
	}
	r := sarifResult{
		Rule: f.Rule, Index: s.rule(f.Rule), Level: f.Severity, Message: sarifText{Text: text},
		Locations: []sarifLocation{}, Suppressions: []sarifSuppressed{},
		Fingerprints: map[string]string{"bokguFinding/v1": s.fingerprint(f)},
	}
	if f.Place.File != "" {
		at := s.location(f.Place)
		if at.Physical.Region != nil && f.Source != "" {
			at.Physical.Region.Snippet = &sarifText{Text: f.Source}
		}
		r.Locations = append(r.Locations, at)
	}
	for _, also := range f.Also {
		at := s.location(also)
		at.Message = &sarifText{Text: s.page.Msg("finding.also")}
		r.Related = append(r.Related, at)
	}
	return r
}

// rule is the place of a rule among those of the log.
func (s *sarif) rule(id string) int {
	if i := slices.IndexFunc(s.rules, func(r sarifRule) bool { return r.ID == id }); i >= 0 {
		return i
	}
	rule, _ := diag.FindRule(id)
	page, _ := rules.Page(id)
	s.rules = append(s.rules, sarifRule{
		ID: id, Short: sarifText{Text: s.page.Msg("rule." + id)}, Full: sarifText{Text: why(page)},
		Help: sarifText{Text: page, Markdown: page}, Configuration: sarifConfig{rule.Severity},
	})
	return len(s.rules) - 1
}

// why is the first section of a rule's page, in one line.
func why(page string) string {
	_, text, _ := strings.Cut(page, "\n## Why\n")
	text, _, _ = strings.Cut(text, "\n## ")
	return strings.Join(strings.Fields(text), " ")
}

func (s *sarif) location(place diag.Place) sarifLocation {
	at := sarifLocation{Physical: sarifPhysical{Artifact: sarifArtifact{s.uri(place.File)}}}
	if place.Line > 0 {
		at.Physical.Region = &sarifRegion{Line: place.Line, Column: place.Column}
	}
	return at
}

// uri is a file seen from the workspace.
func (s *sarif) uri(file string) string {
	if rel, err := filepath.Rel(s.folder, filepath.FromSlash(file)); err == nil {
		file = filepath.ToSlash(rel)
	}
	return (&url.URL{Path: file}).String()
}

// fingerprint is made of the rule, the file and the words of the line, and of
// how many there are alike: not of where the line stands, nor of the language.
func (s *sarif) fingerprint(f *diag.Finding) string {
	words := strings.TrimSpace(f.Source)
	if words == "" {
		words = Page{Lang: lang.EN}.findingMessage(f)
	}
	key := strings.Join([]string{f.Rule, s.uri(f.Place.File), words}, "\x00")
	s.seen[key]++
	sum := sha256.Sum256(append([]byte(key), 0, byte(s.seen[key]), byte(s.seen[key]>>8)))
	return hex.EncodeToString(sum[:16])
}
