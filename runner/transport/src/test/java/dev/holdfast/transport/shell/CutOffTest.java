package dev.holdfast.transport.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.transport.Become;
import dev.holdfast.transport.Tools;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The far end when the near end is gone, as after a cut cable or a killed program: it ends, and
/// what came in part is neither run nor taken for whole.
class CutOffTest {
  @TempDir private Path folder = Path.of("");

  /// The shells, each with the requests that break off: in the script's lines, in its bytes, in an
  /// input's lines, in its bytes, behind all of them, and before the first word.
  @ParameterizedTest
  @CsvSource({
    "dash, lines",
    "dash, bytes",
    "dash, few",
    "dash, many",
    "dash, mark",
    "dash, idle",
    "bash --posix, lines",
    "bash --posix, bytes",
    "bash --posix, few",
    "bash --posix, many",
    "bash --posix, mark",
    "bash --posix, idle",
    "busybox sh, lines",
    "busybox sh, bytes",
    "busybox sh, few",
    "busybox sh, many",
    "busybox sh, mark",
    "busybox sh, idle",
    "mksh, lines",
    "mksh, bytes",
    "mksh, few",
    "mksh, many",
    "mksh, mark",
    "mksh, idle"
  })
  void endsWithTheOtherSide(String shell, String where) throws Exception {
    Tools.need(shell.split(" ")[0]);
    Summons summons = Summons.of(Become.login(), false);
    String line = summons.commandLine().replace("exec /bin/sh -c ", "exec " + shell + " -c ");
    Process process =
        new ProcessBuilder("setsid", "-w", "/bin/sh", "-c", line)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      greeted(process.getInputStream(), summons.greeting());
      String put = "echo begun > begun; cat > half && mv half whole";
      try (OutputStream stdin = process.getOutputStream()) {
        stdin.write(request(where, put).getBytes(StandardCharsets.UTF_8));
      }
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(folder.resolve("whole")).doesNotExist();
      if (!where.equals("many") && !where.equals("mark")) {
        assertThat(folder.resolve("begun")).doesNotExist();
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static String request(String where, String put) {
    String mark = "0123456789abcdef0123456789abcdef";
    String begin =
        switch (where) {
          case "lines" -> " 3 0\n" + put + "\n" + put + "\n";
          case "bytes" -> " b5000 0\n" + put + "\n";
          case "few" -> " 1 l2\n" + put + "\none line\n";
          case "many" -> " 1 100000\n" + put + "\n" + "x".repeat(50_000);
          case "mark" -> " 1 100000\n" + put + "\n" + "x".repeat(100_000) + mark.substring(0, 9);
          default -> "";
        };
    return begin.isEmpty() ? "" : mark + begin;
  }

  private static void greeted(InputStream stdout, String greeting) throws IOException {
    var line = new StringBuilder();
    for (int c = stdout.read(); c >= 0; c = stdout.read()) {
      if (c == '\n' && line.indexOf(greeting) >= 0) {
        return;
      }
      line.append((char) c);
    }
    throw new AssertionError("no greeting: " + line);
  }

  /// A line that ends within a character of several bytes, which `read` of bash takes the line's
  /// end for a part of.
  @ParameterizedTest
  @CsvSource({"dash", "bash --posix", "busybox sh", "mksh"})
  void bytesThatAreNoTextPassInAnyLocale(String shell) throws IOException {
    Tools.need(shell.split(" ")[0]);
    byte[] bytes = {(byte) 0xc3, '\n', (byte) 0xe2, (byte) 0x82, '\n', (byte) 0xf0};
    Path locale = Files.writeString(folder.resolve("locale"), "export LC_ALL=C.UTF-8 LANG=C.UTF-8");
    try (Dialect plain = Dialect.of(shell)) {
      var channels =
          new Dialect(plain.local(), text -> ". " + locale + "; " + plain.change().apply(text));
      byte[] back =
          new Shells(channels)
              .shell(Become.login())
              .run(
                  dev.holdfast.transport.Request.of("cat; echo $LC_ALL")
                      .withInput(dev.holdfast.transport.Payload.of(bytes)))
              .stdout();
      assertThat(back).startsWith(bytes);
      assertThat(new String(back, bytes.length, back.length - bytes.length, StandardCharsets.UTF_8))
          .isEqualTo("C.UTF-8\n");
    }
  }
}
