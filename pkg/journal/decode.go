package journal

import (
	"bytes"
	"fmt"
	"runtime"
	"sync"
	"unicode/utf8"
)

// Position is a place between two records of a chain: how far it has been
// read or written. The zero Position is the start of a chain.
type Position struct {
	Writer   string // whose chain it is; empty at the start: whoever wrote the first record
	Incident string
	Seq      uint64 // of the last record, 0 at the start
	Sum      string // of the last record, empty at the start
	Clock    Clock  // of the last record
	Offset   int64  // bytes before this place
}

// Reason says what does not fit the format.
type Reason string

// Reasons of a Fault.
const (
	TornTail      Reason = "torn"      // a write that never finished
	WrongSum      Reason = "sum"       // changed, or not after the line before
	WrongSig      Reason = "signature" // neither "-" nor 128 hex digits
	WrongLine     Reason = "line"      // not SUM SIG JSON
	WrongJSON     Reason = "json"      // not an object of the known fields
	WrongSeq      Reason = "seq"       // a gap, or a first record that is not chain.opened
	WrongWriter   Reason = "writer"    // of another chain
	WrongIncident Reason = "incident"  // of another incident than the lines before
	TooLong       Reason = "length"    // more than MaxLine
	Rewritten     Reason = "rewritten" // not the chain that another writer saw
	LostInFolder  Reason = "missing"   // another writer saw records that are not here
	Forgotten     Reason = "lost"      // acknowledged on this machine, and not here any more
	Unreadable    Reason = "unreadable"
)

// Fault is where and why reading a chain stopped.
type Fault struct {
	Writer string `json:"writer"`
	Reason Reason `json:"reason"`
	Line   int    `json:"line"`   // counts from 1; it is the seq the record would have
	Offset int64  `json:"offset"` // of the line's first byte in the chain
}

// Torn says that the fault is only a write that never finished.
func (f *Fault) Torn() bool { return f.Reason == TornTail }

// Error names the spot: a Fault can be returned as an error.
func (f *Fault) Error() string {
	return fmt.Sprintf("chain %s line %d (byte %d): %s", f.Writer, f.Line, f.Offset, f.Reason)
}

// parallelFrom is the size from which decoding is spread over the processors.
const parallelFrom = 256 << 10

// Decode reads what stands in a chain after from. It gives the good records,
// the place after the last of them, and the fault that stopped it, or nil.
// Raw and Body of the records share the bytes of data.
func Decode(from Position, data []byte) ([]Record, Position, *Fault) {
	d := decoder{from: from, data: data}
	d.split()
	records := make([]Record, len(d.ends))
	stop, reason := d.decodeAll(records)
	if n, other := d.sameChain(records[:stop]); n < stop {
		stop, reason = n, other
	}
	records = records[:stop]
	to := from
	if stop > 0 {
		last := &records[stop-1]
		to = Position{Writer: last.Writer, Incident: last.Incident, Seq: last.Seq, Sum: last.Sum,
			Clock: last.Clock, Offset: from.Offset + int64(d.ends[stop-1])}
	}
	tail := data[to.Offset-from.Offset:]
	if len(tail) == 0 {
		return records, to, nil
	}
	switch {
	case stop == len(d.ends):
		reason = TornTail
		if len(bytes.TrimRight(tail, "\x00")) > MaxLine {
			reason = TooLong
		}
	case stop == len(d.ends)-1 && hasEmptySector(tail, to.Offset):
		reason = TornTail
	}
	return records, to, &Fault{Writer: from.Writer, Reason: reason, Line: int(to.Seq) + 1, Offset: to.Offset}
}

// decoder is one call of Decode.
type decoder struct {
	from Position
	data []byte
	ends []int // offset after each LF
}

func (d *decoder) split() {
	d.ends = make([]int, 0, len(d.data)/300+1)
	for at := 0; ; {
		n := bytes.IndexByte(d.data[at:], '\n')
		if n < 0 {
			return
		}
		at += n + 1
		d.ends = append(d.ends, at)
	}
}

// decodeAll fills records and gives the index of the first line that is not
// good, and why. A line is checked against the SUM written in the line before
// it, so that stretches of lines can be checked side by side; a chain is good
// up to the first line that is not.
func (d *decoder) decodeAll(records []Record) (int, Reason) {
	n := len(d.ends)
	workers := 1
	if len(d.data) >= parallelFrom {
		workers = min(runtime.GOMAXPROCS(0), 16)
	}
	stops := make([]int, workers)
	reasons := make([]Reason, workers)
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			stops[w], reasons[w] = d.decodeLines(records, n*w/workers, n*(w+1)/workers)
		})
	}
	wait.Wait()
	for w, stop := range stops {
		if reasons[w] != "" {
			return stop, reasons[w]
		}
	}
	return n, ""
}

// decodeLines decodes the lines [first, end).
func (d *decoder) decodeLines(records []Record, first, end int) (int, Reason) {
	p := parser{known: map[string]string{}}
	prev := []byte(d.from.Sum)
	if len(prev) == 0 {
		prev = []byte(Start)
	}
	start := 0
	if first > 0 {
		start = d.ends[first-1]
		before := 0
		if first > 1 {
			before = d.ends[first-2]
		}
		prev = sumOf(d.data[before:start])
	}
	for i := first; i < end; i++ {
		line := d.data[start:d.ends[i]]
		if reason := d.decodeLine(&p, &records[i], prev, line, d.from.Seq+uint64(i)+1); reason != "" {
			return i, reason
		}
		prev, start = line[:sumLen], d.ends[i]
	}
	return end, ""
}

// sumOf is what stands where a line's SUM should be. A line too short for one
// is itself a fault, found by whoever decodes it.
func sumOf(line []byte) []byte { return line[:min(sumLen, len(line))] }

func (d *decoder) decodeLine(p *parser, r *Record, prev, line []byte, seq uint64) Reason {
	if len(line) > MaxLine {
		return TooLong
	}
	if len(line) < sumLen+4 || line[sumLen] != ' ' {
		return WrongLine
	}
	sigEnd := bytes.IndexByte(line[sumLen+1:], ' ')
	if sigEnd < 0 {
		return WrongLine
	}
	sig, object := line[sumLen+1:sumLen+1+sigEnd], line[sumLen+sigEnd+2:]
	if !wellFormed(sig) {
		return WrongSig
	}
	if sum := chainSum(&p.scratch, prev, object); !bytes.Equal(sum[:], line[:sumLen]) {
		return WrongSum
	}
	raw := object[:len(object)-1]
	if !utf8.Valid(raw) || p.parse(raw, r) != nil {
		return WrongJSON
	}
	r.Sum, r.Sig, r.Raw = string(line[:sumLen]), p.text(sig), raw
	switch {
	case r.Seq != seq, seq == 1 && r.Type != TypeOpened:
		return WrongSeq
	}
	return ""
}

// sameChain gives the index of the first record that is of another writer or
// another incident than those before it, or the number of records.
func (d *decoder) sameChain(records []Record) (int, Reason) {
	if len(records) == 0 {
		return 0, ""
	}
	writer, incident := d.from.Writer, d.from.Incident
	if writer == "" {
		writer = records[0].Writer
	}
	if incident == "" {
		incident = records[0].Incident
	}
	for i := range records {
		switch {
		case records[i].Writer != writer:
			return i, WrongWriter
		case records[i].Incident != incident:
			return i, WrongIncident
		}
	}
	return len(records), ""
}

func wellFormed(sig []byte) bool {
	if len(sig) == 1 {
		return sig[0] == '-'
	}
	if len(sig) != sigLen {
		return false
	}
	for _, c := range sig {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// hasEmptySector says that a 512-byte sector of the file, or the part of it
// that a tail at this offset covers, is all NUL: a sector that never reached
// the disk. No line ever holds a NUL.
func hasEmptySector(tail []byte, offset int64) bool {
	const sector = 512
	for len(tail) > 0 {
		n := min(sector-int(offset%sector), len(tail))
		if len(bytes.TrimLeft(tail[:n], "\x00")) == 0 {
			return true
		}
		tail, offset = tail[n:], offset+int64(n)
	}
	return false
}
