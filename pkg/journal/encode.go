package journal

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"
)

// ErrTooLong says that a record would not fit in MaxLine bytes.
var ErrTooLong = errors.New("record is longer than 256 KiB")

// ErrNotUTF8 says that a record holds bytes that are not UTF-8.
var ErrNotUTF8 = errors.New("record is not UTF-8")

// Encode makes the line of a record that follows the one with the sum prev
// (Start for the first) and fills its Sum, Sig and Raw. The line is unsigned.
func Encode(r *Record, prev string) ([]byte, error) {
	if len(prev) != sumLen {
		return nil, fmt.Errorf("previous sum %q is not %d digits", prev, sumLen)
	}
	var b bytes.Buffer
	b.WriteString(prev)
	b.WriteString(" - ")
	head := b.Len()
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(r); err != nil {
		return nil, fmt.Errorf("encode record %s:%d: %w", r.Writer, r.Seq, err)
	}
	line := b.Bytes()
	switch {
	case len(line) > MaxLine:
		return nil, ErrTooLong
	case !utf8.Valid(line):
		return nil, ErrNotUTF8
	}
	sum := chainSum(nil, []byte(prev), line[head:])
	copy(line, sum[:])
	r.Sum, r.Sig, r.Raw = string(sum[:]), "-", line[head:len(line)-1]
	return line, nil
}

// chainSum is the SUM of a line whose JSON ends in its LF. scratch is reused
// when it is large enough.
func chainSum(scratch *[]byte, prev, json []byte) (sum [sumLen]byte) {
	if scratch == nil {
		scratch = new([]byte)
	}
	b := append((*scratch)[:0], prev...)
	b = append(b, ' ')
	b = append(b, json...)
	*scratch = b
	digest := sha256.Sum256(b)
	hex.Encode(sum[:], digest[:])
	return sum
}
