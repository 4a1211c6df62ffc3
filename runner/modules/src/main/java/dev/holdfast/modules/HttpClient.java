package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.Bytes;
import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Outcomes;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Sh;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.transport.Payload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// HTTP from a machine, with what the machine has: curl, else GNU wget, else BusyBox' wget.
///
/// The machine's own network, names, proxies and authorities count, as they do where Ansible runs
/// Python there. A tunnel from our process through the SSH connection would need no program at all,
/// but hardened servers forbid forwarding, downloads would take the way through the controller and
/// every jump host twice, and the machine's authorities would have to be copied; so the programs it
/// is. What the one that was found cannot do is refused with an error that names the one that can.
/// Address, headers, passwords and body go over standard input into files that only their user may
/// read; only BusyBox' wget takes them as arguments, so it gets no credentials.
final class HttpClient {
  private static final SecureRandom RANDOM = new SecureRandom();

  /// Static builds of BusyBox 1.35 crash on a limit of time before they connect.
  private static final String SCRIPT =
      """
      umask 077; mkdir "$1" && cd "$1" || exit 70
      part() { if [ "$1" = 0 ]; then :; else dd bs=1 count="$1" 2>/dev/null; fi >"$2"; }
      part %d curl; part %d wget; part %d busybox; part %d address
      cat >body; : >headers; : >errors; : >out
      if command -v curl >/dev/null; then t=curl; curl -q -K curl >/dev/null 2>errors; e=$?
      elif wget --version 2>/dev/null | grep -q GNU; then t=wget; e=0
      [ -s wget ] && { LC_ALL=C wget --config=wget --no-hsts -nv >/dev/null 2>errors; e=$?; }
      elif command -v wget >/dev/null; then t=busybox; e=0
      if [ -s busybox ]; then set --; while IFS= read -r l; do set -- "$@" "$l"; done <busybox
      wget "$@" >/dev/null 2>errors; e=$?
      if [ $e = 139 ]; then shift 2; wget "$@" >/dev/null 2>errors; e=$?; fi; fi
      else t=none e=0; fi
      if [ $t = wget ] || [ $t = busybox ]; then sed -n 's/^  *\\(HTTP\\/.*\\)/\\1/p;s/^  *\\([A-Za-z0-9-]*: .*\\)/\\1/p' errors >headers
      sed -n 's/^wget: server returned error: \\(HTTP\\/.*\\)/\\1/p' errors >>headers; fi
      if %s && grep -qi '^content-encoding: *gzip' headers && gzip -dc <out >plain 2>/dev/null; then mv plain out; fi
      rm -f curl wget busybox address body
      echo "$t $e $(wc -c <headers) $(wc -c <errors)"; cat headers errors\
      """;

  private final Invocation invocation;

  HttpClient(Invocation invocation) {
    this.invocation = invocation;
  }

  /// What came back.
  ///
  /// @param directory where the body is, in a file named `out`
  /// @param after the answers to what was asked beside
  record Received(HttpResponse response, String directory, Answers after) {
    String body() {
      return directory + "/out";
    }
  }

  /// A directory that does not exist yet.
  static String newDirectory(String parent) {
    byte[] bytes = new byte[12];
    RANDOM.nextBytes(bytes);
    return Paths.join(parent, ".holdfast-" + HexFormat.of().formatHex(bytes));
  }

  /// Sends a request and brings the body here; nothing is left on the machine.
  HttpResponse send(HttpRequest request) {
    String directory = newDirectory("/tmp");
    Probe.ReadFile body = new Probe.ReadFile(directory + "/out");
    Probe.Query remove = Probe.Query.of("rm", "-rf", directory);
    Received received = receive(request, directory, List.of(body, remove));
    Bytes content = received.after().content(body).orElse(Bytes.EMPTY);
    return received.response().withBody(content);
  }

  /// Sends a request; the body stays in a directory of the machine, which the caller removes.
  Received receive(HttpRequest request, String directory, List<Probe> after) {
    Optional<String> wgetCannot = HttpTools.beyondWget(request);
    Optional<String> busyboxCannot = HttpTools.beyondBusybox(request);
    byte[] curl = bytes(HttpTools.curl(request));
    byte[] wget = bytes(wgetCannot.isPresent() ? "" : HttpTools.wget(request));
    byte[] busybox = bytes(busyboxCannot.isPresent() ? "" : HttpTools.busybox(request));
    byte[] address = bytes(request.url().replace(" ", "%20") + "\n");
    String script =
        "set -- "
            + Sh.quote(directory)
            + "\n"
            + SCRIPT.formatted(
                curl.length,
                wget.length,
                busybox.length,
                address.length,
                request.decompress() ? ":" : "false");
    Payload input =
        new Joined(
            List.of(
                Payload.of(curl),
                Payload.of(wget),
                Payload.of(busybox),
                Payload.of(address),
                request.body().orElse(Payload.NONE)));
    Step step = new Step.Run(Command.shell(script).withInput(input), false);
    Outcomes outcomes = invocation.machine().submit(List.of(step), after);
    return new Received(
        read(request, outcomes.first(), wgetCannot, busyboxCannot), directory, outcomes.after());
  }

  private static HttpResponse read(
      HttpRequest request, Ran ran, Optional<String> wgetCannot, Optional<String> busyboxCannot) {
    byte[] all = ran.out().toArray();
    String text = new String(all, StandardCharsets.ISO_8859_1);
    int end = text.indexOf('\n');
    String[] numbers = end < 0 ? new String[0] : text.substring(0, end).trim().split(" +");
    if (numbers.length != 4) {
      throw ModuleFailure.of("Unable to make a request: " + ran.errors().strip());
    }
    Optional<String> cannot =
        switch (numbers[0]) {
          case "none" ->
              Optional.of("Unable to make a request: this machine has neither curl nor wget");
          case "wget" -> wgetCannot;
          case "busybox" -> busyboxCannot;
          default -> Optional.empty();
        };
    cannot.ifPresent(reason -> {
      throw ModuleFailure.of(reason);
    });
    int headers = Integer.parseInt(numbers[2]);
    int from = end + 1;
    String errors =
        new String(
            Arrays.copyOfRange(all, Math.min(all.length, from + headers), all.length),
            StandardCharsets.UTF_8);
    return HttpResponse.read(
        request,
        numbers[0],
        Integer.parseInt(numbers[1]),
        text.substring(from, from + headers),
        errors);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Contents one after another.
  private record Joined(List<Payload> parts) implements Payload {
    @Override
    public long length() {
      return parts.stream().mapToLong(Payload::length).sum();
    }

    @Override
    public InputStream open() throws IOException {
      List<InputStream> streams = new java.util.ArrayList<>();
      for (Payload part : parts) {
        streams.add(part.length() == 0 ? new ByteArrayInputStream(new byte[0]) : part.open());
      }
      return new SequenceInputStream(Collections.enumeration(streams));
    }
  }
}
