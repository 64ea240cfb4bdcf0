// Package lang holds what people read: texts in Korean and English, and the
// tables of every message the program can say. It knows no other package.
package lang

import "encoding/json"

// Tag is a language the program speaks.
type Tag string

// The two languages. The zero Tag is none of them and reads as English.
const (
	KO Tag = "ko"
	EN Tag = "en"
)

// Text is what a person wrote for people, in one language or in both.
// A file may give one string, which is then Any; or ko and en apart.
// The zero Text is no text.
type Text struct {
	Any string
	KO  string
	EN  string
}

// Plain makes a Text of one string that serves in every language.
func Plain(s string) Text { return Text{Any: s} }

// In returns the text in the wanted language, else what there is.
func (t Text) In(tag Tag) string {
	first, second := t.EN, t.KO
	if tag == KO {
		first, second = t.KO, t.EN
	}
	switch {
	case first != "":
		return first
	case t.Any != "":
		return t.Any
	default:
		return second
	}
}

// IsZero says that nothing was written.
func (t Text) IsZero() bool { return t == Text{} }

// Translated says that the text is there in both languages.
func (t Text) Translated() bool { return t.KO != "" && t.EN != "" }

// MarshalJSON writes a plain text as a string, else an object of ko and en.
func (t Text) MarshalJSON() ([]byte, error) {
	if t.KO == "" && t.EN == "" {
		return json.Marshal(t.Any)
	}
	return json.Marshal(struct {
		KO string `json:"ko,omitempty"`
		EN string `json:"en,omitempty"`
	}{t.KO, t.EN})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (t *Text) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		*t = Text{}
		return json.Unmarshal(b, &t.Any)
	}
	var v struct {
		KO string `json:"ko"`
		EN string `json:"en"`
	}
	if err := json.Unmarshal(b, &v); err != nil {
		return err
	}
	*t = Text{KO: v.KO, EN: v.EN}
	return nil
}
