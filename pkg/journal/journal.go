// Package journal turns facts into chained records and back: bytes, order and
// proof, without files.
package journal

import (
	"encoding/json"
	"time"
)

// Version of the record format this package writes.
const Version = 1

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
}

// Clock is a hybrid logical clock: milliseconds since 1970 and a counter.
// It is written "ms.n".
type Clock struct {
	Milli int64
	Count uint32
}

// Draft is a fact that is still to be recorded: what the one who decides
// knows. The chain adds writer, number, clock, saw and sum.
type Draft struct {
	Happened  time.Time
	By        string
	Role      string
	From      string
	Irregular []string
	Override  string
	Corrects  string
	Type      string
	Body      json.RawMessage
}
