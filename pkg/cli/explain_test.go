package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"syscall"
	"testing"

	"github.com/bokgu/bokgu/pkg/lang"
)

func TestWhatADiskRefusesIsWordedAndEndsNoWalk(t *testing.T) {
	for _, c := range []struct {
		err    error
		en, ko string // beginning of the sentence
		hint   bool
		goOn   bool
	}{
		{&fs.PathError{Op: "write", Path: "a.chain", Err: syscall.ENOSPC}, "not recorded: the disk is full", "기록하지 못함: 디스크", true, true},
		{fmt.Errorf("not recorded: %w", syscall.EDQUOT), "not recorded: the disk is full", "기록하지 못함: 디스크", true, true},
		{&fs.PathError{Op: "open", Path: "lock", Err: syscall.EROFS}, "not recorded: the incident's folder", "기록하지 못함: 사건 폴더", true, true},
		{&fs.PathError{Op: "open", Path: "lock", Err: syscall.EACCES}, "not recorded: the incident's folder", "기록하지 못함: 사건 폴더", true, true},
		{fmt.Errorf("sync: %w", syscall.EIO), "not recorded: ", "기록하지 못함: ", true, true},
		{io.ErrShortWrite, "not recorded: ", "기록하지 못함: ", true, true},
		{errors.New("something else"), "something else", "something else", false, false},
	} {
		for tag, want := range map[lang.Tag]string{lang.EN: c.en, lang.KO: c.ko} {
			s := &session{run: &run{lang: tag}}
			err := s.explain(c.err)
			if exitCode(err) != exitUnexpected || !strings.HasPrefix(err.Error(), want) || (hint(err) != "") != c.hint || !errors.Is(err, c.err) {
				t.Errorf("%v: exit %d: %q, hint %q", c.err, exitCode(err), err, hint(err))
			}
			if _, goOn := s.explainInWalk(c.err); goOn != c.goOn {
				t.Errorf("%v: the walk goes on: %v", c.err, goOn)
			}
		}
	}
}
