package incident

import (
	"slices"
	"strconv"
	"strings"

	"github.com/bokgu/bokgu/pkg/diag"
	"github.com/bokgu/bokgu/pkg/lang"
	"github.com/bokgu/bokgu/pkg/playbook"
)

// CallNumber is what people call a system on the phone: its place in the
// inventory, counted from 1. Newcomers come after and no number is used twice.
func CallNumber(i int32) int { return int(i) + 1 }

// FindSystem finds the one system that is called so: see Inventory.Find. The
// error is *Unknown.
func (st *State) FindSystem(name string) (int32, error) {
	found := st.Inventory.Find(name)
	if len(found) == 1 {
		return found[0], nil
	}
	unknown := &Unknown{Kind: "system", Name: name}
	for _, i := range found[:min(len(found), 5)] {
		unknown.Close = append(unknown.Close, st.Inventory.Systems[i].ID)
	}
	ids := make([]string, len(st.Inventory.Systems))
	for i := range ids {
		ids[i] = st.Inventory.Systems[i].ID
	}
	unknown.Close = orNearest(unknown.Close, name, ids)
	return -1, unknown
}

// named says whether a text begins so in any language.
func named(t lang.Text, start string) bool {
	start = strings.ToLower(start)
	return slices.ContainsFunc([]string{t.KO, t.EN, t.Any}, func(s string) bool {
		return s != "" && strings.HasPrefix(strings.ToLower(s), start)
	})
}

// FindSystems finds a list such as "118-122,gov24,정부24": ranges are of call
// numbers.
func (st *State) FindSystems(list string) ([]int32, error) {
	var out []int32
	for _, part := range strings.Split(list, ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		if from, to, ok := callRange(part); ok && from <= to && to <= len(st.systems) && from >= 1 {
			for n := from; n <= to; n++ {
				out = append(out, int32(n-1))
			}
			continue
		}
		i, err := st.FindSystem(part)
		if err != nil {
			return nil, err
		}
		out = append(out, i)
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

func callRange(s string) (from, to int, ok bool) {
	a, b, cut := strings.Cut(s, "-")
	from, err1 := strconv.Atoi(a)
	to, err2 := strconv.Atoi(b)
	return from, to, cut && err1 == nil && err2 == nil
}

// Named is what a ref names: a task of the playbook and the group it speaks
// of, or a task added during the incident.
type Named struct {
	Task  *playbook.Task
	Key   string
	Added *Added
}

// FindTask finds a task by its ref (T31, T31:group, A12) or its id. The error
// is *Unknown.
func (st *State) FindTask(ref string) (Named, error) {
	if a := st.AddedByRef(ref); a != nil {
		return Named{Added: a}, nil
	}
	name, group, grouped := strings.Cut(ref, ":")
	t := st.Book.ByID(name)
	if t == nil && len(name) > 1 && (name[0] == 'T' || name[0] == 't') {
		if n, err := strconv.Atoi(name[1:]); err == nil {
			t = st.Book.ByNum(n)
		}
	}
	if t == nil {
		return Named{}, &Unknown{Kind: "task", Name: ref, Close: st.closeTasks(name)}
	}
	if !grouped {
		return Named{Task: t}, nil
	}
	key, err := st.FindGroup(t, group)
	return Named{Task: t, Key: key}, err
}

// closeTasks are the ids that a name may have been meant to be.
func (st *State) closeTasks(name string) []string {
	var out []string
	var ids []string
	for t := range st.Book.Tasks() {
		ids = append(ids, t.ID)
		if len(out) < 3 && name != "" && (strings.Contains(t.ID, name) || strings.Contains(name, t.ID)) {
			out = append(out, t.ID)
		}
	}
	return orNearest(out, name, ids)
}

// orNearest is the one id a few letters away, when nothing is closer.
func orNearest(found []string, name string, ids []string) []string {
	if near := diag.Nearest(name, ids); len(found) == 0 && near != "" {
		return []string{near}
	}
	return found
}

// FindGroup finds a group of a task by its key or, for agencies, its name.
func (st *State) FindGroup(t *playbook.Task, name string) (string, error) {
	groups := st.Groups(t)
	if slices.Contains(groups, name) {
		return name, nil
	}
	if r, err := st.FindRound(name); err == nil && t.Per == playbook.PerRound {
		return r.ID, nil
	}
	for _, key := range groups {
		if t.Per == playbook.PerAgency && named(st.Inventory.AgencyName(key), name) {
			return key, nil
		}
	}
	unknown := &Unknown{Kind: "group", Name: name}
	if t.Per != playbook.PerIncident {
		unknown.Close = groups[:min(len(groups), 5)]
	}
	return "", unknown
}

// FindRound finds a round by its name as written or as spoken: daejeon-7,
// 대전-7, 대전7. The error is *Unknown.
func (st *State) FindRound(name string) (*Round, error) {
	if r := st.Round(name); r != nil {
		return r, nil
	}
	squeeze := strings.NewReplacer("-", "", " ", "", "차", "").Replace
	for _, r := range st.Rounds {
		title := st.SiteTitle(r.Site).In(lang.KO)
		number := strconv.Itoa(r.Number)
		if s := squeeze(name); s == squeeze(title)+number || s == squeeze(r.ID) || s == number {
			return r, nil
		}
	}
	unknown := &Unknown{Kind: "round", Name: name}
	for _, r := range st.Rounds[max(0, len(st.Rounds)-3):] {
		unknown.Close = append(unknown.Close, r.ID)
	}
	return nil, unknown
}

// SiteTitle is what people call a site: its title, else its plain name.
func (st *State) SiteTitle(id string) lang.Text {
	for i := range st.Inventory.Sites {
		if s := &st.Inventory.Sites[i]; s.ID == id && !s.Title.IsZero() {
			return s.Title
		}
	}
	return lang.Plain(id)
}
