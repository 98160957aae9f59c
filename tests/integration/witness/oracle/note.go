// What both programs here need: an end with a reason, and the keys that signed a checkpoint.
package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"os"

	"golang.org/x/mod/sumdb/note"
)

func check(err error, what string) {
	if err != nil {
		fmt.Printf("refused: %s: %v\n", what, err)
		os.Exit(1)
	}
}

func require(holds bool, what string) {
	if !holds {
		check(fmt.Errorf("does not hold"), what)
	}
}

func keyHash(name string, algorithm byte, key []byte) []byte {
	sum := sha256.Sum256(append(append([]byte(name+"\n"), algorithm), key...))
	return sum[:4]
}

// cosignature is c2sp.org/tlog-cosignature version 1, which x/mod does not know, written from its text.
type cosignature struct {
	name string
	key  []byte
}

func (c cosignature) Name() string    { return c.name }
func (c cosignature) KeyHash() uint32 { return binary.BigEndian.Uint32(keyHash(c.name, 4, c.key)) }
func (c cosignature) Verify(msg, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	signed := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(sig), msg)
	return ed25519.Verify(c.key, []byte(signed), sig[8:])
}

// openNote answers the text that log and witness signed, each once and nobody else.
func openNote(signed, logName string, logKey []byte, witnessName string, witnessKey []byte) string {
	vkey := logName + "+" + hex.EncodeToString(keyHash(logName, 1, logKey)) + "+" +
		base64.StdEncoding.EncodeToString(append([]byte{1}, logKey...))
	log, err := note.NewVerifier(vkey)
	check(err, "log key")
	opened, err := note.Open([]byte(signed), note.VerifierList(log, cosignature{witnessName, witnessKey}))
	check(err, "note")
	require(len(opened.Sigs) == 2 && len(opened.UnverifiedSigs) == 0, "one signature and one cosignature")
	return opened.Text
}
