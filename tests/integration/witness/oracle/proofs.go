// The second opinion: Go's own transparency log and signed notes (golang.org/x/mod/sumdb), which serve the Go checksum
// database, read what our log signed, what our witness cosigned and the proofs that our code made.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

type consistency struct {
	Old, New int64
	Proof    [][]byte
}

type inclusion struct {
	Index, Size int64
	Proof       [][]byte
}

type input struct {
	Note        string
	LogName     string
	LogKey      []byte
	WitnessName string
	WitnessKey  []byte
	Leaves      [][]byte
	Roots       [][]byte
	Consistency []consistency
	Inclusion   []inclusion
}

func proof(hashes [][]byte) []tlog.Hash {
	out := make([]tlog.Hash, len(hashes))
	for i, hash := range hashes {
		copy(out[i][:], hash)
	}
	return out
}

func same(a, b []tlog.Hash) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func main() {
	var in input
	check(json.NewDecoder(os.Stdin).Decode(&in), "input")

	// The tree, from the leaves alone.
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			out[i] = stored[index]
		}
		return out, nil
	})
	trees := []tlog.Hash{}
	for i, leaf := range in.Leaves {
		hashes, err := tlog.StoredHashes(int64(i), leaf, reader)
		check(err, "leaf")
		stored = append(stored, hashes...)
		tree, err := tlog.TreeHash(int64(i+1), reader)
		check(err, "tree")
		trees = append(trees, tree)
		require(bytes.Equal(tree[:], in.Roots[i]), fmt.Sprintf("root of %d leaves", i+1))
	}

	// The note: signed by the log, cosigned by the witness, about this very tree.
	text := openNote(in.Note, in.LogName, in.LogKey, in.WitnessName, in.WitnessKey)
	last := trees[len(trees)-1]
	lines := strings.Split(text, "\n")
	require(len(lines) == 4 && lines[0] == in.LogName, "origin")
	require(lines[1] == fmt.Sprint(len(in.Leaves)), "size")
	require(lines[2] == base64.StdEncoding.EncodeToString(last[:]), "root in the note")

	for _, c := range in.Consistency {
		what := fmt.Sprintf("consistency %d to %d", c.Old, c.New)
		check(tlog.CheckTree(proof(c.Proof), c.New, trees[c.New-1], c.Old, trees[c.Old-1]), what)
		theirs, err := tlog.ProveTree(c.New, c.Old, reader)
		check(err, what)
		require(same(theirs, proof(c.Proof)), what+": same proof")
	}
	for _, i := range in.Inclusion {
		what := fmt.Sprintf("inclusion of %d in %d", i.Index, i.Size)
		check(tlog.CheckRecord(proof(i.Proof), i.Size, trees[i.Size-1], i.Index, tlog.RecordHash(in.Leaves[i.Index])), what)
		theirs, err := tlog.ProveRecord(i.Size, i.Index, reader)
		check(err, what)
		require(same(theirs, proof(i.Proof)), what+": same proof")
	}
	fmt.Printf("agreed: %d roots, %d consistency proofs, %d inclusion proofs\n",
		len(trees), len(in.Consistency), len(in.Inclusion))
}
