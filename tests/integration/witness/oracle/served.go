// Reads a log as it is served (c2sp.org/tlog-tiles), with Go's own code: the checkpoint, every tile, every entry, and
// proofs made from the tiles. Go compares each tile with the root in the checkpoint.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

type served struct {
	Base, Cookie           string
	LogName, WitnessName   string
	LogKey, WitnessKey     []byte
	Inclusion, Consistency int64
}

func (s served) get(path string) []byte {
	request, err := http.NewRequest("GET", s.Base+"/log/"+path, nil)
	check(err, path)
	request.Header.Set("cookie", s.Cookie)
	answer, err := http.DefaultClient.Do(request)
	check(err, path)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	check(err, path)
	require(answer.StatusCode == 200, path+" is served")
	return body
}

// pathOf has no height in it, as tlog-tiles names tiles.
func pathOf(tile tlog.Tile, level string) string {
	return strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/%d/", height, tile.L), "tile/"+level+"/", 1)
}

func (s served) Height() int { return height }

func (s served) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	out := make([][]byte, len(tiles))
	for i, tile := range tiles {
		out[i] = s.get(pathOf(tile, strconv.Itoa(tile.L)))
	}
	return out, nil
}

func (s served) SaveTiles([]tlog.Tile, [][]byte) {}

// entries answers those of one bundle, each of which stands behind its length in two bytes.
func (s served) entries(n, width int64) [][]byte {
	bundle := s.get(pathOf(tlog.Tile{H: height, L: 0, N: n, W: int(width)}, "entries"))
	out := [][]byte{}
	for len(bundle) > 0 {
		require(len(bundle) >= 2, "length of an entry")
		length := int(binary.BigEndian.Uint16(bundle))
		require(len(bundle) >= 2+length, "entry")
		out = append(out, bundle[2:2+length])
		bundle = bundle[2+length:]
	}
	require(int64(len(out)) == width, "entries of a bundle")
	return out
}

func least(a, b int64) int64 {
	if a < b {
		return a
	}
	return b
}

func main() {
	var in served
	check(json.NewDecoder(os.Stdin).Decode(&in), "input")
	lines := strings.Split(openNote(string(in.get("checkpoint")), in.LogName, in.LogKey, in.WitnessName, in.WitnessKey), "\n")
	require(len(lines) == 4 && lines[0] == in.LogName, "origin")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err, "size")
	root, err := base64.StdEncoding.DecodeString(lines[2])
	check(err, "root")
	tree := tlog.Tree{N: size}
	copy(tree.Hash[:], root)
	reader := tlog.TileHashReader(tree, in)

	const full = int64(1) << height
	for n := int64(0); n*full < size; n++ {
		for i, entry := range in.entries(n, least(full, size-n*full)) {
			at := n*full + int64(i)
			hashes, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, at)})
			check(err, fmt.Sprintf("hash of %d", at))
			require(hashes[0] == tlog.RecordHash(entry), fmt.Sprintf("entry %d is the one in the tree", at))
		}
	}
	for i := int64(0); i < in.Inclusion; i++ {
		at := i * (size - 1) / (in.Inclusion - 1)
		what := fmt.Sprintf("inclusion of %d", at)
		proof, err := tlog.ProveRecord(size, at, reader)
		check(err, what)
		hashes, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, at)})
		check(err, what)
		check(tlog.CheckRecord(proof, size, tree.Hash, at, hashes[0]), what)
	}
	for i := int64(0); i < in.Consistency; i++ {
		old := 1 + i*(size-1)/(in.Consistency-1)
		what := fmt.Sprintf("consistency from %d", old)
		proof, err := tlog.ProveTree(size, old, reader)
		check(err, what)
		before, err := tlog.TreeHash(old, reader)
		check(err, what)
		check(tlog.CheckTree(proof, size, tree.Hash, old, before), what)
	}
	fmt.Printf("agreed: %d entries, %d inclusion proofs, %d consistency proofs\n", size, in.Inclusion, in.Consistency)
}
