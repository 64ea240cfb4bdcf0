package term

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// What a prompt can end with besides an answer; io.EOF is the end of input.
var (
	ErrInterrupted = errors.New("interrupted")
	ErrNotUTF8     = errors.New("the input is not UTF-8")
	ErrTooLong     = errors.New("the line is longer than 64 KiB")
	// ErrUnfinished is an io.EOF in the middle of a line, which is dropped.
	ErrUnfinished = fmt.Errorf("the last line has no end: %w", io.EOF)
)

// maxLine bounds what one answer may take of memory.
const maxLine = 64 << 10

// Prompt asks questions and reads answers, one line each, from a keyboard or
// a pipe. One Prompt owns its input: two of them would steal lines from each
// other.
type Prompt struct {
	out   io.Writer
	in    *bufio.Reader
	lines chan answer // made by the first question; its reader outlives an interrupted one
}

type answer struct {
	line string
	err  error
}

// NewPrompt asks on out and reads from in.
func NewPrompt(in io.Reader, out io.Writer) *Prompt {
	return &Prompt{out: out, in: bufio.NewReader(in)}
}

// Ask writes the question and returns the answer without the line end: spaces
// trimmed, letters composed, control characters dropped. A last line without
// an end may be half of what was meant and is no answer: the error is
// ErrUnfinished. When ctx ends first, the error is ErrInterrupted and the line
// being typed goes to the next question.
func (p *Prompt) Ask(ctx context.Context, question string) (string, error) {
	if ctx.Err() != nil {
		return "", ErrInterrupted
	}
	if _, err := io.WriteString(p.out, question); err != nil {
		return "", err
	}
	if p.lines == nil {
		p.lines = make(chan answer, 1)
		go p.read(p.lines)
	}
	select {
	case <-ctx.Done():
		return "", ErrInterrupted
	case a := <-p.lines:
		p.lines = nil
		return a.line, a.err
	}
}

// read sends exactly one answer. It has no other end than the input's.
func (p *Prompt) read(to chan<- answer) {
	line, err := readLine(p.in)
	if err == nil {
		line, err = clean(line)
	}
	to <- answer{line, err}
}

// readLine reads up to a line end, and drops what is beyond maxLine.
func readLine(in *bufio.Reader) (string, error) {
	var line []byte
	long := false
	for {
		part, err := in.ReadSlice('\n')
		if long = long || len(line)+len(part) > maxLine; !long {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err == io.EOF && len(line) > 0 && !long:
			return "", ErrUnfinished
		case err != nil:
			return "", err
		case long:
			return "", ErrTooLong
		default:
			return string(line), nil
		}
	}
}

func clean(line string) (string, error) {
	if !utf8.ValidString(line) {
		return "", ErrNotUTF8
	}
	line = strings.Map(func(r rune) rune {
		if r == '\t' {
			return ' '
		}
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, line)
	return norm.NFC.String(strings.TrimSpace(line)), nil
}
