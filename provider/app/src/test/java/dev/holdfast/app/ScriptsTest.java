package dev.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The scripts behind the make targets, where they decide something.
final class ScriptsTest {

  private static final Path ROOT =
      Path.of(System.getProperty("holdfast.root", "../..")).toAbsolutePath().normalize();

  @TempDir Path folder;

  private record Result(int code, String output, String errors) {}

  @ParameterizedTest
  @CsvSource({
    "25.0.3, true",
    "26, true",
    "17.0.15, false",
    "1.8.0_402, false",
  })
  void javaHomeIsTakenFromTwentyFiveOn(String version, boolean taken) throws Exception {
    Path home = fakeJdk(version);
    Result result = run(Map.of("JAVA_HOME", home.toString()), ".build/jdk");
    assertThat(result.code()).isZero();
    assertThat(result.output().strip().equals(home.toString())).isEqualTo(taken);
  }

  @Test
  void aRuntimeWithoutACompilerIsNoJdk() throws Exception {
    Path home = fakeJdk("25.0.3");
    Files.delete(home.resolve("bin/javac"));
    Result result = run(Map.of("JAVA_HOME", home.toString()), ".build/jdk");
    assertThat(result.output().strip()).isNotEqualTo(home.toString());
  }

  @Test
  void installWantsToKnowWhereTo() throws Exception {
    Result result = run(Map.of(), ".build/install", "");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.errors().lines()).singleElement().asString().contains("PREFIX=DIR");
  }

  @ParameterizedTest
  @CsvSource({"native", "e2e"})
  void targetsOfLaterIssuesSaySo(String target) throws Exception {
    Result result = run(Map.of("MAKEFLAGS", ""), "make", "--no-print-directory", target);
    assertThat(result.code()).isNotZero();
    assertThat(result.errors()).contains("make " + target + ":");
  }

  @Test
  void everyTargetIsExplained() throws Exception {
    Result help = run(Map.of("MAKEFLAGS", ""), "make", "--no-print-directory");
    String makefile = Files.readString(ROOT.resolve("Makefile"));
    String declared =
        makefile
            .lines()
            .filter(line -> line.startsWith(".PHONY:"))
            .findFirst()
            .orElseThrow()
            .substring(".PHONY:".length());
    for (String target : declared.strip().split(" ")) {
      assertThat(help.output()).contains("make " + target + " ");
    }
  }

  @Test
  void theTotalsAreSummedOverModulesAndNameWhatWasSkippedOrFailed() throws Exception {
    Path copy = Files.createDirectories(folder.resolve(".build"));
    Files.copy(ROOT.resolve(".build/totals"), copy.resolve("totals"));
    Files.createDirectories(folder.resolve("proto"));
    Files.createDirectories(folder.resolve("runner"));
    report(
        "one",
        "tests=\"3\" errors=\"1\" skipped=\"0\" failures=\"0\"",
        "<error message=\"a &lt;b&gt;\" type=\"x\"/>");
    report(
        "two",
        "tests=\"4\" errors=\"0\" skipped=\"1\" failures=\"1\"",
        "<skipped message=\"no terraform\"/>");
    Result result = run(Map.of(), "bash", copy.resolve("totals").toString());
    assertThat(result.output())
        .contains("FAILED   OneTest.works: a <b>", "skipped  TwoTest.works: no terraform")
        .endsWith("Tests: 4 passed, 2 failed, 1 skipped\n");
  }

  private void report(String module, String counts, String child) throws IOException {
    Path reports =
        Files.createDirectories(folder.resolve("provider/" + module + "/target/surefire-reports"));
    String name = Character.toUpperCase(module.charAt(0)) + module.substring(1) + "Test";
    Files.writeString(
        reports.resolve("TEST-" + name + ".xml"),
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuite version="3.0.2" name="p.%1$s" time="0.1" %2$s>
          <testcase name="works" classname="p.%1$s" time="0.0">
            %3$s
          </testcase>
        </testsuite>
        """
            .formatted(name, counts, child),
        StandardOpenOption.CREATE_NEW);
  }

  private Path fakeJdk(String version) throws IOException {
    Path home = folder.resolve("jdk " + version);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    Path javac = Files.createFile(home.resolve("bin/javac"));
    assertThat(javac.toFile().setExecutable(true)).isTrue();
    return home;
  }

  private static Result run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(command));
    if (words.getFirst().startsWith(".build/")) {
      words.set(0, ROOT.resolve(words.getFirst()).toString());
    }
    Path errors = Files.createTempFile("holdfast", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(words).directory(ROOT.toFile()).redirectError(errors.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return new Result(process.exitValue(), output, Files.readString(errors));
    } finally {
      Files.deleteIfExists(errors);
    }
  }
}
