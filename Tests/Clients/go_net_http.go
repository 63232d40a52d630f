// Sends what its input asks for with net/http; transport.py says in which form.
package main

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"
)

var client = &http.Client{Timeout: 30 * time.Second}

func main() {
	mode, certificate := os.Args[1], os.Args[2]
	if certificate != "-" {
		roots := x509.NewCertPool()
		pem, _ := os.ReadFile(certificate)
		roots.AppendCertsFromPEM(pem)
		client.Transport = &http.Transport{ForceAttemptHTTP2: true, TLSClientConfig: &tls.Config{RootCAs: roots}}
	}
	input := bufio.NewReaderSize(os.Stdin, 1<<20)
	for {
		line, err := input.ReadString('\n')
		if err != nil {
			return
		}
		count, _ := strconv.Atoi(strings.TrimSpace(line))
		answers := make([]chan string, count)
		for at := range answers {
			request, _ := input.ReadString('\n')
			answers[at] = make(chan string, 1)
			if mode == "one" {
				answers[at] <- exchange(request)
			} else {
				go func(answer chan string) { answer <- exchange(request) }(answers[at])
			}
		}
		for _, answer := range answers {
			fmt.Println(<-answer)
		}
	}
}

func exchange(line string) string {
	fields := strings.Split(strings.TrimSpace(line), " ")
	var body io.Reader
	if fields[3] != "-" {
		body = bytes.NewReader(decode(fields[3]))
	}
	request, err := http.NewRequest(fields[0], string(decode(fields[1])), body)
	check(err)
	for _, header := range strings.Split(string(decode(fields[2])), "\n") {
		if name, value, found := strings.Cut(header, ": "); found {
			request.Header.Add(name, value)
		}
	}
	answer, err := client.Do(request)
	check(err)
	defer answer.Body.Close()
	content, err := io.ReadAll(answer.Body)
	check(err)
	var head strings.Builder
	for name, values := range answer.Header {
		for _, value := range values {
			fmt.Fprintf(&head, "%s: %s\n", name, value)
		}
	}
	if answer.Close {
		head.WriteString("Connection: close\n")
	}
	return fmt.Sprint(answer.StatusCode, " ", encode([]byte(head.String())), " ", encode(content))
}

func decode(text string) []byte {
	data, err := base64.StdEncoding.DecodeString(text)
	check(err)
	return data
}

func encode(data []byte) string { return base64.StdEncoding.EncodeToString(data) }

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
