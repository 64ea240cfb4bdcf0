package cli

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/bokgu/bokgu/pkg/journal"
	"github.com/bokgu/bokgu/pkg/report"
	"github.com/bokgu/bokgu/pkg/view"
)

func newReportCmd(r *run) *cobra.Command {
	return r.family("report", []string{"bokgu report situation"}, newReportSituationCmd(r), newReportReviewCmd(r))
}

func newReportSituationCmd(r *run) *cobra.Command {
	return r.looking(spec{key: "report.situation", example: []string{"bokgu report situation", "bokgu report situation -o md"}},
		func(s *session, w io.Writer) error {
			chains, err := s.dossier.Chains()
			if err != nil {
				return err
			}
			situation := report.SituationOf(s.reportInput(), report.Code{Text: journal.Code(chains), Chains: len(chains)})
			switch r.format {
			case view.JSON:
				return view.SituationJSON(w, r.page(), situation)
			case view.Markdown:
				return view.SituationMarkdown(w, r.page(), situation)
			default:
				return view.SituationText(w, r.page(), situation)
			}
		})
}

func newReportReviewCmd(r *run) *cobra.Command {
	return r.looking(spec{key: "report.review", example: []string{"bokgu report review", "bokgu report review -o md"}},
		func(s *session, w io.Writer) error {
			chains, err := s.dossier.Chains()
			if err != nil {
				return err
			}
			review := report.ReviewOf(s.reportInput(), report.Code{Text: journal.Code(chains), Chains: len(chains)})
			switch r.format {
			case view.JSON:
				return view.ReviewJSON(w, review)
			case view.Markdown:
				return view.ReviewMarkdown(w, r.page(), review)
			default:
				return view.ReviewText(w, r.page(), review)
			}
		})
}
