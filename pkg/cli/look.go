package cli

import (
	"context"
	"io"
	"time"

	"github.com/spf13/cobra"

	"github.com/bokgu/bokgu/pkg/report"
	"github.com/bokgu/bokgu/pkg/view"
	"github.com/bokgu/bokgu/pkg/walk"
)

// desk is what the screens tell of this program itself.
func (s *session) desk() report.Desk {
	d := report.Desk{Operator: s.operator()}
	mirrors, err := s.dossier.Mirrors()
	if err != nil {
		return d // the copies' ages are a courtesy; the record is what counts
	}
	now := s.env.Now()
	for _, m := range mirrors {
		title := m.Title
		if title == "" {
			title = m.Path
		}
		d.Mirrors = append(d.Mirrors, report.Mirror{
			Title: title, Never: m.LastSuccess.IsZero(), Age: max(0, now.Sub(m.LastSuccess)).Truncate(time.Second),
		})
	}
	return d
}

// looking makes a command that shows one thing of the incident as it is.
func (r *run) looking(s spec, show func(s *session, w io.Writer) error) *cobra.Command {
	s.exits = append(s.exits, exitDamaged)
	s.do = func(context.Context, []string) error {
		sess, err := r.look()
		if err != nil {
			return err
		}
		if err := r.print(func(w io.Writer) error { return show(sess, w) }); err != nil {
			return err
		}
		return sess.flag()
	}
	return r.command(s)
}

func newNextCmd(r *run) *cobra.Command {
	return r.looking(spec{key: "next", example: []string{"bokgu next", "bokgu next -o json"}},
		func(s *session, w io.Writer) error {
			m := s.moment()
			list := walk.Next(m)
			list.Advice = walk.Advise(m, list)
			switch r.format {
			case view.JSON:
				return view.NextJSON(w, r.page(), m, list)
			case view.Markdown:
				return view.NextMarkdown(w, r.page(), m, list)
			default:
				return view.NextText(w, r.page(), m, list)
			}
		})
}

func (s *session) reportInput() report.Input {
	return report.Input{Moment: s.moment(), Records: s.records, List: s.list, Desk: s.desk()}
}

// statusText is the status screen.
func (s *session) statusText(w io.Writer) error {
	return view.StatusText(w, s.page(), report.StatusOf(s.reportInput()))
}

func newStatusCmd(r *run) *cobra.Command {
	return r.looking(spec{key: "status", example: []string{"bokgu status", "bokgu status -o json"}},
		func(s *session, w io.Writer) error {
			switch r.format {
			case view.JSON:
				return view.StatusJSON(w, r.page(), report.StatusOf(s.reportInput()))
			case view.Markdown:
				return view.StatusMarkdown(w, r.page(), report.StatusOf(s.reportInput()))
			default:
				return s.statusText(w)
			}
		})
}
