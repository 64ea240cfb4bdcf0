package walk

import (
	"strconv"
	"strings"
	"time"

	"github.com/bokgu/bokgu/pkg/incident"
	"github.com/bokgu/bokgu/pkg/playbook"
)

// fields asks for the blanks of a record task one by one. An empty answer
// means that it is not known.
func (w *walker) fields(t *playbook.Task) (map[string]string, error) {
	values := map[string]string{}
	for _, f := range t.Do.Fields {
		for {
			answer, err := w.may("walk.ask-field", f)
			if err != nil {
				return nil, err
			}
			if answer == "" {
				break
			}
			value := w.fieldValue(f, answer)
			if incident.FieldFits(f, value) {
				values[f.ID] = value
				break
			}
			if err := w.say("walk.bad-field", answer, f); err != nil {
				return nil, err
			}
		}
	}
	return values, nil
}

// fieldValue turns what people type into what is recorded: an enum by its
// number or the word that is shown for it, a time as people say it, yes and no in either language.
func (w *walker) fieldValue(f playbook.Field, answer string) string {
	plain := narrowAll(strings.TrimSpace(answer))
	switch f.Type {
	case playbook.EnumField:
		if n, ok := number(plain); ok && n >= 1 && n <= len(f.Values) {
			return f.Values[n-1]
		}
		for _, v := range f.Values {
			if plain == w.Screen.Word("walk.value", Value(v)) {
				return v
			}
		}
		return strings.ToLower(plain)
	case playbook.NumberField:
		return strings.ReplaceAll(plain, ",", "")
	case playbook.BoolField:
		if yes, ok := yesOrNo(plain); ok {
			return strconv.FormatBool(yes)
		}
	case playbook.TimeField:
		if at, ok := w.Past(plain, w.scene.Moment.Now); ok {
			return at.Format(time.RFC3339)
		}
	case playbook.DurationField:
		return span(plain)
	default:
		return answer
	}
	return plain
}

// span writes a length of time as the program reads it, 2h30m, when people say
// it with words or spaces: "2시간 30분 뒤", "30 m". Any other text stays.
func span(text string) string {
	s := strings.TrimSuffix(strings.TrimSuffix(narrowAll(text), "뒤"), "후")
	s = strings.NewReplacer("시간", "h", "분", "m", "일", "d", " ", "").Replace(s)
	if strings.Trim(s, "0123456789hmd") != "" {
		return text
	}
	return s
}

func yesOrNo(s string) (yes, ok bool) {
	switch strings.ToLower(s) {
	case "y", "yes", "true", "o", "예", "네", "응", "ㅐ", "ㅛ":
		return true, true
	case "n", "no", "false", "x", "아니오", "아니", "아니요", "ㅌ", "ㅜ":
		return false, true
	}
	return false, false
}
