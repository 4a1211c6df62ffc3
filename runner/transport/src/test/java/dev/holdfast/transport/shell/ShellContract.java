package dev.holdfast.transport.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.transport.Answer;
import dev.holdfast.transport.Limits;
import dev.holdfast.transport.Payload;
import dev.holdfast.transport.Request;
import dev.holdfast.transport.Shell;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every persistent shell does, whatever program and way it runs over.
abstract class ShellContract {
  /// A shell that is opened once for all tests of a class.
  abstract Shell shell();

  /// Whether both outputs come through one terminal.
  boolean terminal() {
    return false;
  }

  private Answer run(String script) {
    return shell().run(Request.of(script));
  }

  private static byte[] random(int length) {
    var bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @Test
  void keepsBothOutputsApart() {
    Answer answer = run("echo out; echo err >&2; printf more; printf again >&2");
    assertThat(answer.text()).isEqualTo("out\nmore");
    assertThat(answer.errors()).isEqualTo("err\nagain");
    assertThat(answer.ok()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "true, 0",
    "exit 3, 3",
    "exit 255, 255",
    "false, 1",
    "sh -c 'kill -9 $$', 137",
    "no-such-command-here, 127",
    "set -e; false; exit 5, 1"
  })
  void tellsHowTheScriptEnded(String script, int status) {
    assertThat(run(script).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 249, 250, 251, 4096, 65536, 65537, 1 << 20, 5_000_001})
  void carriesAnyBytesBothWays(int length) {
    byte[] bytes = random(length);
    Answer answer = shell().run(Request.of("cat").withInput(Payload.of(bytes)));
    assertThat(Arrays.equals(answer.stdout(), bytes)).isTrue();
    assertThat(answer.stderr()).isEmpty();
  }

  @Test
  void carriesSixtyFourMebibytesBothWaysAtOnce() throws Exception {
    byte[] bytes = random(64 << 20);
    var limits = new Limits(Duration.ZERO, 1 << 20);
    Answer answer = shell().run(Request.of("cat").withInput(Payload.of(bytes)).withLimits(limits));
    try (InputStream content = answer.openStdout()) {
      assertThat(Arrays.equals(content.readAllBytes(), bytes)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "one line\n",
        "no last newline",
        "\n",
        "\n\n",
        "a\n\nb",
        " lead\\n %s $x `y` \" '\n",
        "é漢\n"
      })
  void carriesTextAsItIs(String text) {
    assertThat(shell().run(Request.of("cat").withInput(Payload.of(text))).text()).isEqualTo(text);
  }

  @Test
  void carriesLinesOfOneMebibyte() {
    String text = ("x".repeat(1 << 20) + "\n").repeat(3) + "y".repeat(1 << 20);
    assertThat(shell().run(Request.of("cat").withInput(Payload.of(text))).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 60_000, 70_000, 3_000_000})
  void anInputThatNobodyReadsIsNoHarm(int length) {
    Answer answer =
        shell().run(Request.of("echo no; exit 7").withInput(Payload.of(random(length))));
    assertThat(answer.status()).isEqualTo(7);
    assertThat(run("echo next").text()).isEqualTo("next\n");
  }

  @Test
  void withoutInputThereIsNone() {
    assertThat(run("cat; echo end").text()).isEqualTo("end\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1100, 1190, 1300, 40_000})
  void scriptsOfAnyLength(int length) {
    String script = "# " + "c".repeat(length) + "\nprintf '%s' 'it''s'\ncat <<'E'\n$x\nE\n";
    assertThat(run(script).text()).isEqualTo("its$x\n");
    assertThat(shell().run(Request.of(script + "cat").withInput(Payload.of("in"))).text())
        .isEqualTo("its$x\nin");
    byte[] large = random(100_000);
    assertThat(shell().run(Request.of(script + "wc -c").withInput(Payload.of(large))).text())
        .contains("100000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-n",
        "if then",
        "'",
        "echo \"",
        "exec false",
        "exit",
        "}",
        ")",
        "cd /nowhere-at-all"
      })
  void whatIsNoScriptHarmsNobody(String script) {
    assertThat(run(script).status()).isBetween(0, 127);
    assertThat(run("echo fine").text()).isEqualTo("fine\n");
  }

  @Test
  void oneTaskLeavesNothingToTheNext() {
    run(
        "cd /; umask 077; X=1; export Y=2; set -u; alias ls=false; trap 'echo bye' EXIT; exec 5>/dev/null");
    Answer answer =
        run("pwd; umask; echo \"${X-none} ${Y-none} $nothing\"; ls / >/dev/null && echo ls");
    assertThat(answer.text()).doesNotStartWith("/\n").endsWith("none none \nls\n");
    assertThat(answer.errors()).isEmpty();
  }

  @Test
  void runsInADirectoryAndWithAnEnvironment() {
    var request =
        Request.of("pwd; echo \"$A\"; sh -c 'echo \"$B\"'")
            .withDirectory("/usr/bin/..")
            .withEnvironment(Map.of("A", "it's\n$x", "B", "é"));
    assertThat(shell().run(request).text()).contains("/usr").endsWith("it's\n$x\né\n");
    assertThat(shell().run(Request.of("echo").withDirectory("/nowhere")).status()).isEqualTo(126);
  }

  @Test
  void secretsShowInNoProcessList() {
    String secret = "s3cret-" + "x".repeat(20);
    var request =
        Request.of(
                """
                begin=$(cut -c 1-6)
                cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' ' | grep -c -- "$begin-[x]"
                echo "$PASSWORD"
                """)
            .withEnvironment(Map.of("PASSWORD", secret))
            .withInput(Payload.of(secret));
    assertThat(shell().run(request).text()).isEqualTo("0\n" + secret + "\n");
  }

  @Test
  void aBackgroundChildHoldsNeitherThisAnswerNorSpoilsTheNext() {
    long start = System.nanoTime();
    Answer first = run("(sleep 0.2; echo late; echo late >&2; sleep 20) & echo now");
    assertThat(first.text()).isEqualTo("now\n");
    Answer second = run("sleep 0.4; echo second");
    assertThat(second.text()).isEqualTo("second\n");
    assertThat(second.errors()).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void aDaemonThatForgotItsOutputsSpoilsNothing() {
    assertThat(run("setsid sh -c 'sleep 0.2; echo late; sleep 20' & exit 0").status()).isZero();
    assertThat(run("sleep 0.4; echo second").text()).isEqualTo("second\n");
  }

  @Test
  void aTimeLimitEndsTheTaskAndWhatItStarted() {
    var request =
        Request.of("echo begun; sleep 87 & sleep 88; echo never")
            .withLimits(Limits.NONE.withTimeout(Duration.ofMillis(300)));
    Answer answer = shell().run(request);
    assertThat(answer.timedOut()).isTrue();
    assertThat(answer.text()).isEqualTo("begun\n");
    assertThat(answer.status()).isIn(143, 137);
    assertThat(
            run("cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' ' | grep -c 'sleep 8[78]'")
                .text()
                .strip())
        .isEqualTo("0");
  }

  @Test
  void aTaskThatIgnoresTermIsKilled() {
    var request =
        Request.of("trap '' TERM; echo begun; sleep 89; sleep 89; echo never")
            .withLimits(Limits.NONE.withTimeout(Duration.ofMillis(300)));
    Answer answer = shell().run(request);
    assertThat(answer.timedOut()).isTrue();
    assertThat(answer.text()).isEqualTo("begun\n");
    assertThat(run("echo after").text()).isEqualTo("after\n");
  }

  @Test
  void aTaskWithinItsLimitIsNotTouched() {
    Answer answer =
        shell()
            .run(Request.of("echo ok").withLimits(Limits.NONE.withTimeout(Duration.ofSeconds(60))));
    assertThat(answer.timedOut()).isFalse();
    assertThat(answer.text()).isEqualTo("ok\n");
  }

  @Test
  void aTaskThatKillsItsGroupOrTheShellEndsAlone() {
    assertThat(run("kill 0; sleep 5; echo no").status()).isEqualTo(143);
    assertThat(run("echo one").text()).isEqualTo("one\n");
    Answer killed = run("echo last; kill -9 $$; exit 9");
    assertThat(killed.status()).isNotZero();
    assertThat(run("echo two").text()).isEqualTo("two\n");
  }

  @Test
  void manyThreadsTakeTurns() {
    var answers =
        IntStream.range(0, 20)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> run("echo " + i).text()))
            .map(CompletableFuture::join)
            .toList();
    assertThat(answers).isEqualTo(IntStream.range(0, 20).mapToObj(i -> i + "\n").toList());
  }

  @Test
  void greetsAsARealMachine() {
    assertThat(shell().greeting().lab()).isFalse();
  }
}
