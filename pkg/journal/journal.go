// Package journal turns facts into chained records and back: bytes, order and
// proof, without files. This comment is the format.
//
// # Chain
//
// An incident has one chain per writer, a text file in UTF-8. Each record is
// one line of at most MaxLine bytes, its LF included:
//
//	SUM SP SIG SP JSON LF
//
// SUM is 64 lower-case hex digits:
//
//	SHA-256(SUM of the line before, SP, JSON, LF)
//
// where the line before the first one is taken to have 64 zeros. SIG is "-",
// or 128 lower-case hex digits: an Ed25519 signature of the 64 digits of SUM.
// Signing comes later; today a signature is kept and not judged, but anything
// that is neither form is damage, because SUM does not cover SIG.
//
// JSON is one object as [Record] has it, without line breaks. Fields and
// types that a reader does not know stay in [Record.Raw].
//
// All records of a chain have the same writer and the same incident; seq
// counts 1, 2, 3 and so on; number 1 has the type "chain.opened" and a body
// as [Opened] has it.
//
// # Torn and damaged
//
// The tail of a chain is torn when it is what a write leaves that never
// finished: bytes after the last good line without an LF (NULs among them or
// not), or a last line of which a whole 512-byte sector of the file is NUL.
// Such a record was never acknowledged. Its writer cuts the tail off before
// writing on; everybody else leaves it alone.
//
// Everything else that does not fit the format is damage: a whole line with a
// wrong SUM, a malformed SIG, broken JSON, a gap in seq, another writer. The
// records before it stand; nothing after it in that chain can be trusted.
//
// # Order
//
// saw names, for every other chain that had grown since the writer's last
// record, how far it had been read: "seq:HEX", HEX being the first 16 digits
// of that record's SUM. Chain order and saw are the order of causes; clock, a
// hybrid logical clock, only decides between records that neither of them
// orders (see [Merge]).
package journal

import (
	"encoding/json"
	"strconv"
	"time"
)

const (
	// Version of the record format this package writes.
	Version = 1

	// MaxLine is the longest line of a chain in bytes, its LF included.
	MaxLine = 256 << 10

	// TypeOpened is the type of every chain's first record.
	TypeOpened = "chain.opened"

	// Start is what stands for the SUM before the first record.
	Start = "0000000000000000000000000000000000000000000000000000000000000000"

	sumLen   = 64
	sigLen   = 128
	shortSum = 16 // digits of a SUM in saw
)

// Record is one recorded fact. Field order is the order of the bytes.
type Record struct {
	Version   int               `json:"v"`
	Incident  string            `json:"incident"` // random uid of the incident
	Writer    string            `json:"writer"`   // whose chain this stands in
	Seq       uint64            `json:"seq"`      // 1 is chain.opened
	Clock     Clock             `json:"clock"`    // hybrid logical clock
	Written   time.Time         `json:"written"`  // when it was recorded
	Happened  time.Time         `json:"happened"` // when it was so
	By        string            `json:"by"`       // who recorded it
	Role      string            `json:"role,omitempty"`
	From      string            `json:"from,omitempty"`      // who told
	Saw       map[string]string `json:"saw,omitempty"`       // writer → "seq:16 hex of SUM", what advanced since this writer's last record
	Irregular []string          `json:"irregular,omitempty"` // rules the fact breaks
	Override  string            `json:"override,omitempty"`  // reason for doing it all the same
	Corrects  string            `json:"corrects,omitempty"`  // "writer:seq" that this takes back
	Type      string            `json:"type"`
	Body      json.RawMessage   `json:"body,omitempty"`

	Sum string `json:"-"` // 64 hex: SHA-256(previous SUM, space, JSON, LF)
	Sig string `json:"-"` // "-" or an Ed25519 signature of Sum
	Raw []byte `json:"-"` // JSON as it stands in the chain, unknown fields and all
}

// Ref names the record as saw does: "seq:16 hex of SUM".
func (r *Record) Ref() string {
	return strconv.FormatUint(r.Seq, 10) + ":" + r.Sum[:min(shortSum, len(r.Sum))]
}

// Draft is a fact that is still to be recorded: what the one who decides
// knows. The chain adds writer, number, clock, saw and sum.
type Draft struct {
	Happened  time.Time // zero: when it is written
	By        string    // empty: the person the chain belongs to
	Role      string
	From      string
	Irregular []string
	Override  string
	Corrects  string
	Type      string
	Body      json.RawMessage
}

// Opened is the body of chain.opened.
type Opened struct {
	Person    string      `json:"person"`
	Machine   string      `json:"machine"`
	Continues []Continues `json:"continues,omitempty"` // chains this one goes on from
}

// Why a chain goes on from another.
const (
	AfterDamage = "damaged" // a line of it does not fit
	AfterLoss   = "behind"  // it has lost records that were acknowledged
	AfterCopy   = "copied"  // its folder was copied: the original may go on as well
)

// Continues names the last good record of an earlier chain, and why that
// chain was left.
type Continues struct {
	Writer string `json:"writer"`
	Seq    uint64 `json:"seq"`           // 0: no record of it is good
	Sum    string `json:"sum,omitempty"` // of that record
	Reason string `json:"reason"`
	Lost   string `json:"lost,omitempty"` // AfterLoss: the last one acknowledged there, "seq:sum"
}
