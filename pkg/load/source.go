package load

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/bokgu/bokgu/pkg/diag"
)

// source is one file made ready for the parser.
type source struct {
	name   string
	data   []byte
	mended bool  // bytes were replaced by U+FFFD; texts that contain it are spoilt
	starts []int // where each line begins; nil until somebody asks
}

// newSource drops a byte order mark and replaces what no text may contain, so
// that the rest of the file can still be read. Each kind of fault is named
// once, at its first place.
func newSource(file File) (*source, diag.List) {
	src := &source{name: file.Name, data: bytes.TrimPrefix(file.Data, []byte("\uFEFF"))}
	if len(src.data) > maxFile {
		src.data = nil
		return src, diag.List{src.fault("too-large", 0, maxFile>>20)}
	}
	var found diag.List
	var clean []byte // the bytes up to copied, with replacements
	named := map[string]bool{}
	copied := 0
	for at := 0; at < len(src.data); {
		if b := src.data[at]; b >= ' ' && b < 0x7f || b == '\n' {
			at++
			continue
		}
		r, size := utf8.DecodeRune(src.data[at:])
		rule := ""
		switch {
		case r == utf8.RuneError && size == 1:
			rule = "invalid-utf8"
		case !allowed(r):
			rule = "control-character"
		}
		if rule != "" {
			clean = append(append(clean, src.data[copied:at]...), "\uFFFD"...)
			copied = at + size
			if !named[rule] {
				named[rule] = true
				found = append(found, src.fault(rule, at))
			}
		}
		at += size
	}
	if src.mended = copied > 0; src.mended {
		src.data = append(clean, src.data[copied:]...)
	}
	return src, found
}

// fault is an error at a byte of the file.
func (s *source) fault(rule string, at int, args ...any) diag.Finding {
	head := s.data[:at]
	column := utf8.RuneCount(head[bytes.LastIndexByte(head, '\n')+1:]) + 1
	return diag.Finding{
		Severity: diag.Error, Rule: rule, Args: args, Hint: diag.Hint{Key: rule},
		Place: diag.Place{File: s.name, Line: bytes.Count(head, []byte("\n")) + 1, Column: column},
	}
}

// allowed says whether YAML lets a character stand in a file.
func allowed(r rune) bool {
	switch {
	case r == '\t', r == '\n', r == '\r', r == 0x85:
		return true
	case r < ' ', r >= 0x7f && r < 0xa0:
		return false
	case r == 0xfffe, r == 0xffff, r == 0xfeff:
		return false
	}
	return true
}

// line is one line of the file, counted from 1, without its break.
func (s *source) line(n int) string {
	if s.starts == nil {
		s.starts = lineStarts(s.data)
	}
	if n < 1 || n > len(s.starts) {
		return ""
	}
	end := len(s.data)
	if n < len(s.starts) {
		end = s.starts[n]
	}
	return strings.TrimRight(string(s.data[s.starts[n-1]:end]), "\r\n\u0085\u2028\u2029")
}

// lineStarts finds the lines as the YAML parser counts them: it also breaks
// at a lone CR and at the three breaks of Unicode.
func lineStarts(data []byte) []int {
	starts := []int{0}
	for i := 0; i < len(data); i++ {
		switch data[i] {
		case '\n':
			starts = append(starts, i+1)
		case '\r':
			if i+1 >= len(data) || data[i+1] != '\n' {
				starts = append(starts, i+1)
			}
		case 0xc2:
			if i+1 < len(data) && data[i+1] == 0x85 {
				starts = append(starts, i+2)
			}
		case 0xe2:
			if i+2 < len(data) && data[i+1] == 0x80 && (data[i+2] == 0xa8 || data[i+2] == 0xa9) {
				starts = append(starts, i+3)
			}
		}
	}
	return starts
}
