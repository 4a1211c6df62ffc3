package dev.holdfast.runner.acceptance.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Runs cases with the commands of a folder, each in a fresh copy of the fixtures, some at a time.
///
/// @param programs the folder with `ansible-playbook` and its siblings
/// @param cases the folder of the cases
record CaseRuns(Path programs, Path cases) {
  private static final int AT_A_TIME = 2;
  private static final int SECONDS = 300;

  /// The output of every case, by its name.
  Map<String, String> of(List<ConformanceCase> wanted) throws InterruptedException {
    Map<String, Future<String>> running = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME)) {
      for (ConformanceCase each : wanted) {
        running.put(each.name(), threads.submit(() -> output(each)));
      }
      Map<String, String> outputs = new LinkedHashMap<>();
      for (Map.Entry<String, Future<String>> entry : running.entrySet()) {
        try {
          outputs.put(entry.getKey(), entry.getValue().get());
        } catch (ExecutionException e) {
          throw new IllegalStateException(entry.getKey() + " could not be run", e);
        }
      }
      return outputs;
    }
  }

  private String output(ConformanceCase wanted) throws IOException, InterruptedException {
    Path home = Files.createTempDirectory("holdfast-case");
    try {
      Path folder = Files.createDirectory(home.resolve("probes"));
      copy(cases, folder);
      Files.createDirectory(folder.resolve(".work"));
      StringBuilder all = new StringBuilder();
      for (String command : wanted.commands()) {
        all.append(run(command, folder, home));
      }
      return all.toString();
    } finally {
      delete(home);
    }
  }

  private String run(String command, Path folder, Path home)
      throws IOException, InterruptedException {
    Path out = home.resolve("out");
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", "-c", command)
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("ANSIBLE_"));
    environment.put("PATH", programs + ":" + environment.getOrDefault("PATH", "/usr/bin:/bin"));
    environment.put("HOME", home.toString());
    environment.put("ANSIBLE_CONFIG", folder.resolve("ansible.cfg").toString());
    environment.put("ANSIBLE_NOCOLOR", "1");
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("TZ", "UTC");
    environment.put("COLUMNS", "80");
    environment.put("PROBE_ENV", "from env");
    Process process = builder.start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      return "$ " + command + "\nno end within " + SECONDS + " seconds\n";
    }
    String text = Files.readString(out, StandardCharsets.UTF_8);
    return "$ " + command + "\n" + Normal.of(text, folder) + "rc=" + process.exitValue() + "\n";
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> paths = new ArrayList<>(all.sorted(Comparator.reverseOrder()).toList());
      for (Path path : paths) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
