package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.Digest;
import dev.holdfast.engine.machine.FileStatus;
import dev.holdfast.engine.machine.Outcomes;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.FileAccess;
import dev.holdfast.engine.module.FileWriter;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.None;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `get_url`: a file that the machine downloads by itself ([HttpClient] says with what).
final class GetUrlModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
        "get_url",
        ArgumentSpec.of(
                Argument.path("dest").must(),
                Argument.bool("backup", false),
                Argument.str("checksum").or(""),
                Argument.integer("timeout").or(10),
                Argument.dict("headers"),
                Argument.path("tmp_dest"))
            .with(HttpRequest.arguments())
            .withFileArguments());
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    Work work = new Work(invocation);
    try {
      return work.run();
    } catch (ModuleFailure failure) {
      throw work.described(failure);
    } finally {
      work.leave();
    }
  }

  /// One download on one machine.
  private static final class Work {
    private static final DateTimeFormatter STAMP =
        DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Pattern ATTACHMENT = Pattern.compile("attachment; ?filename=\"?([^\"]+)");

    private final Invocation invocation;
    private final Parameters arguments;
    private final FileAccess access;
    private final String url;
    private final Instant start;
    private final List<String> directories = new ArrayList<>();
    private String dest;
    private Optional<Checksum> wanted = Optional.empty();

    /// What the content must come to.
    private record Checksum(Digest algorithm, String value) {}

    Work(Invocation invocation) {
      this.invocation = invocation;
      this.arguments = invocation.arguments();
      this.access = FileAccess.of(invocation);
      this.url = arguments.must("url");
      this.dest = arguments.must("dest");
      this.start = invocation.context().clock().instant();
    }

    void leave() {
      if (!directories.isEmpty()) {
        invocation.machine().apply(directories.stream().<Step>map(Step.Remove::new).toList());
      }
    }

    /// Every result that names the destination says what is there.
    ModuleFailure described(ModuleFailure failure) {
      if (failure.result().value("dest").isEmpty()) {
        return failure;
      }
      return new ModuleFailure(failure.result().withAll(state()));
    }

    ModuleResult run() {
      wanted = checksum();
      Probe.Stat probe = stat(dest).following(true);
      Answers answers = invocation.machine().ask(probe);
      Optional<FileStatus> status = answers.stat(probe);
      boolean folder = status.map(FileStatus::isDirectory).orElse(false);
      HttpRequest request = HttpRequest.of(arguments, url);
      boolean force = arguments.on("force");
      if (status.isPresent() && !folder) {
        boolean right =
            wanted.isPresent()
                && !force
                && status
                    .get()
                    .checksum()
                    .map(sum -> sum.equals(wanted.get().value()))
                    .orElse(false);
        if (right) {
          return present(status.get());
        }
        request = conditional(request, status.get(), force || (wanted.isPresent() && !force));
      } else if (force) {
        request = request.withHeader("cache-control", "no-cache");
      }
      return download(request, folder);
    }

    private static HttpRequest conditional(HttpRequest request, FileStatus status, boolean force) {
      BigDecimal seconds = status.modified();
      return force
          ? request.withHeader("cache-control", "no-cache")
          : request.withHeader(
              "If-Modified-Since", STAMP.format(Instant.ofEpochSecond(seconds.longValue())));
    }

    private Probe.Stat stat(String path) {
      Probe.Stat probe = access.stat(path);
      return wanted.map(sum -> probe.with(sum.algorithm())).orElse(probe);
    }

    private ModuleResult base() {
      return ModuleResult.changed(false)
          .with("checksum_dest", None.NONE)
          .with("checksum_src", None.NONE)
          .with("dest", dest)
          .with("elapsed", elapsed())
          .with("url", url);
    }

    private long elapsed() {
      return Duration.between(start, invocation.context().clock().instant()).toSeconds();
    }

    private ModuleFailure failed(String message) {
      return new ModuleFailure(base().with("failed", true).with("msg", message));
    }

    private ModuleResult present(FileStatus status) {
      FileAccess.Plan plan = access.plan(dest, status);
      if (!plan.changes()) {
        return FileAccess.describe(base().with("msg", "file already exists"), status);
      }
      FileStatus now = settled(plan, status);
      return FileAccess.describe(
          base()
              .with("changed", true)
              .with("msg", "file already exists but file attributes changed"),
          now);
    }

    private FileStatus settled(FileAccess.Plan plan, FileStatus status) {
      if (invocation.checkMode() || !plan.changes()) {
        return status;
      }
      Probe.Stat probe = access.stat(dest);
      Outcomes outcomes = invocation.machine().submit(plan.steps(), List.of(probe));
      outcomes
          .failure()
          .ifPresent(ran -> {
            throw access.failure(dest, ran.errors(), ran.errors().strip());
          });
      return outcomes.after().stat(probe).orElse(status);
    }

    private String directory() {
      Optional<String> given = arguments.text("tmp_dest").filter(text -> !text.isEmpty());
      given.ifPresent(this::mustBeDirectory);
      String directory = HttpClient.newDirectory(given.orElse("/tmp"));
      directories.add(directory);
      return directory;
    }

    private void mustBeDirectory(String path) {
      Probe.Stat probe = Probe.Stat.of(path).following(true);
      Optional<FileStatus> status = invocation.machine().ask(probe).stat(probe);
      if (status.isEmpty()) {
        throw ModuleFailure.of("%s directory does not exist.".formatted(path));
      }
      if (!status.get().isDirectory()) {
        throw ModuleFailure.of("%s is a file but should be a directory.".formatted(path));
      }
    }

    private ModuleResult download(HttpRequest request, boolean folder) {
      String directory = directory();
      String file = directory + "/out";
      Probe.Stat sha1 = Probe.Stat.of(file).with(Digest.SHA1);
      Probe.Stat md5 = Probe.Stat.of(file).with(Digest.MD5);
      Probe.Stat other =
          Probe.Stat.of(file).with(wanted.map(Checksum::algorithm).orElse(Digest.SHA1));
      HttpClient.Received received =
          new HttpClient(invocation)
              .receive(
                  request.withMethod(invocation.checkMode() ? "HEAD" : "GET"),
                  directory,
                  List.of(sha1, md5, other));
      HttpResponse response = received.response();
      refuse(response);
      if (response.status() == 304) {
        return ModuleResult.changed(false)
            .with("url", url)
            .with("dest", dest)
            .with("msg", response.message())
            .with("status_code", response.status())
            .with("elapsed", elapsed())
            .withAll(state());
      }
      if (folder) {
        dest = Paths.join(dest, name(response));
      }
      String source =
          invocation.checkMode()
              ? Digest.SHA1.hex(new byte[0])
              : received.after().stat(sha1).flatMap(FileStatus::checksum).orElse("");
      Probe.Stat old = access.stat(dest).following(true).with(Digest.SHA1);
      String parent = Paths.directory(dest);
      Probe.Stat above = Probe.Stat.of(parent.isEmpty() ? "." : parent).following(true);
      Answers answers = invocation.machine().ask(old, above);
      ModuleResult result = base().with("src", file).with("checksum_src", source);
      writable(result, answers.stat(old), answers.stat(above));
      Optional<String> before = answers.stat(old).flatMap(FileStatus::checksum);
      if (before.isPresent()) {
        result = result.with("checksum_dest", before);
      }
      if (invocation.checkMode()) {
        return result.with("changed", true).with("msg", response.message()).withAll(state());
      }
      expect(received.after().stat(other).flatMap(FileStatus::checksum), result);
      return placed(result, file, answers.stat(old), !before.equals(Optional.of(source)))
          .with("md5sum", received.after().stat(md5).flatMap(FileStatus::checksum))
          .with("msg", response.message())
          .with("status_code", response.status());
    }

    private DictValue state() {
      Probe.Stat probe = Probe.Stat.of(dest).following(true);
      return invocation
          .machine()
          .ask(probe)
          .stat(probe)
          .map(status -> FileAccess.describe(ModuleResult.of(new DictValue()), status))
          .orElseGet(() -> ModuleResult.of(new DictValue()))
          .values();
    }

    private void refuse(HttpResponse response) {
      if (response.status() < 0) {
        throw new ModuleFailure(
            ModuleResult.failed(response.message())
                .with("url", url)
                .with("dest", dest)
                .with("elapsed", elapsed()));
      }
      if (response.status() != 200 && response.status() != 304) {
        throw new ModuleFailure(
            ModuleResult.failed("Request failed")
                .with("status_code", response.status())
                .with("response", response.message())
                .with("url", url)
                .with("dest", dest)
                .with("elapsed", elapsed()));
      }
    }

    private static String name(HttpResponse response) {
      Matcher named =
          ATTACHMENT.matcher(response.headers().getOrDefault("content-disposition", ""));
      String name =
          named.lookingAt() ? Paths.base(named.group(1)) : Paths.base(path(response.url()));
      return name.isEmpty() ? "index.html" : name;
    }

    private static String path(String url) {
      return url.replaceFirst("[?#].*", "").replaceFirst("^[a-z]+://[^/]*", "");
    }

    private void writable(
        ModuleResult result, Optional<FileStatus> old, Optional<FileStatus> above) {
      String parent = Paths.directory(dest);
      Optional<String> problem =
          old.isPresent()
              ? !old.get().access().contains("w")
                  ? Optional.of(dest + " is not writable")
                  : old.get().access().contains("r")
                      ? Optional.empty()
                      : Optional.of(dest + " is not readable")
              : above.isEmpty()
                  ? Optional.of(parent + " does not exist")
                  : above.get().access().contains("w")
                      ? Optional.empty()
                      : Optional.of(parent + " is not writable");
      problem.ifPresent(text -> {
        throw new ModuleFailure(result.with("failed", true).with("msg", "Destination " + text));
      });
    }

    /// A wrong content never gets to its place; Ansible puts it there and removes it again.
    private void expect(Optional<String> actual, ModuleResult result) {
      wanted
          .filter(sum -> !actual.equals(Optional.of(sum.value())))
          .ifPresent(sum -> {
            throw new ModuleFailure(
                result
                    .with("failed", true)
                    .with(
                        "msg",
                        "The checksum for %s did not match %s; it was %s."
                            .formatted(dest, sum.value(), actual.orElse("None"))));
          });
    }

    private ModuleResult placed(
        ModuleResult result, String file, Optional<FileStatus> old, boolean differs) {
      if (!differs) {
        FileStatus status = old.orElseThrow();
        FileAccess.Plan plan = access.plan(dest, status);
        FileStatus now = settled(plan, status);
        return FileAccess.describe(result.with("changed", plan.changes()), now);
      }
      FileWriter.Written written =
          new FileWriter(invocation, access).install(file, dest, old, false);
      return FileAccess.describe(
          result.with("changed", true).with("backup_file", written.backup()), written.status());
    }

    private Optional<Checksum> checksum() {
      String given = arguments.text("checksum").orElse("");
      if (given.isEmpty()) {
        return Optional.empty();
      }
      int colon = given.indexOf(':');
      if (colon < 0) {
        throw failed("The checksum parameter has to be in format <algorithm>:<checksum>");
      }
      String value = given.substring(colon + 1);
      if (value.matches("(https?|ftp|file)://.*")) {
        value = listed(value);
      }
      String hex = value.replaceAll("[^\\p{L}\\p{N}_]+", "").toLowerCase(Locale.ROOT);
      if (!hex.matches("(0x)?[0-9a-f]+")) {
        throw failed("The checksum format is invalid");
      }
      String name = given.substring(0, colon);
      Digest digest =
          Digest.named(name)
              .orElseThrow(() ->
                  ModuleFailure.of(
                      "Could not hash file '%s' with algorithm '%s'. Available algorithms: md5, sha1, sha224, sha256, sha384, sha512"
                          .formatted(dest, name)));
      return Optional.of(new Checksum(digest, hex));
    }

    /// The checksum of the file's name in a list that is downloaded first.
    private String listed(String address) {
      HttpResponse response = new HttpClient(invocation).send(HttpRequest.of(arguments, address));
      refuse(response);
      String file = Paths.base(path(url)).isEmpty() ? "index.html" : Paths.base(path(url));
      List<String> lines = response.body().text().lines().toList();
      if (lines.size() == 1 && lines.getFirst().strip().split("\\s+").length == 1) {
        return lines.getFirst();
      }
      for (String line : lines) {
        String[] parts = line.split(" ", 2);
        if (parts.length == 2) {
          String name = parts[1].replaceFirst("^[ *]", "").replaceFirst("^[./]+", "");
          if (name.equals(file)) {
            return parts[0];
          }
        }
      }
      throw ModuleFailure.of(
          "Unable to find a checksum for file '%s' in '%s'".formatted(file, address));
    }
  }
}
