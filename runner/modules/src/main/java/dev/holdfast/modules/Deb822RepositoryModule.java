package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.Bytes;
import dev.holdfast.engine.machine.FileStatus;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.FileAccess;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import dev.holdfast.transport.Payload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// `deb822_repository` (of ansible-core 2.15): a repository of apt's as a `.sources` file, with its
/// key. Needs no python3-debian.
final class Deb822RepositoryModule implements Module {
  private static final List<String> FIELDS =
      List.of(
          "allow_downgrade_to_insecure",
          "allow_insecure",
          "allow_weak",
          "architectures",
          "by_hash",
          "check_date",
          "check_valid_until",
          "components",
          "date_max_future",
          "enabled",
          "inrelease_path",
          "languages",
          "name",
          "pdiffs",
          "signed_by",
          "suites",
          "targets",
          "trusted",
          "types",
          "uris");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
        "deb822_repository",
        ArgumentSpec.of(
            Argument.bool("allow_downgrade_to_insecure"),
            Argument.bool("allow_insecure"),
            Argument.bool("allow_weak"),
            Argument.list("architectures"),
            Argument.bool("by_hash"),
            Argument.bool("check_date"),
            Argument.bool("check_valid_until"),
            Argument.list("components"),
            Argument.integer("date_max_future"),
            Argument.bool("enabled"),
            Argument.str("inrelease_path"),
            Argument.bool("install_python_debian", false),
            Argument.list("languages"),
            Argument.str("name").must(),
            Argument.bool("pdiffs"),
            Argument.str("signed_by"),
            Argument.list("suites"),
            Argument.list("targets"),
            Argument.bool("trusted"),
            Argument.list("types").or(ListValue.of(Str.of("deb"))).choices("deb", "deb-src"),
            Argument.list("uris"),
            Argument.raw("mode").or("0644"),
            Argument.str("state").or("present").choices("present", "absent")));
  }

  /// The name of a repository as its files have it.
  static String slug(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[_\\s]+", "-").replaceAll("[^a-z0-9-]+", "");
  }

  /// The file's text.
  ///
  /// @param signedBy what stands for the key; empty for none
  static String text(Parameters arguments, String signedBy) {
    StringBuilder text = new StringBuilder();
    for (String field : FIELDS) {
      Optional<Value> value = arguments.value(field);
      String shown =
          field.equals("signed_by")
              ? signedBy
              : value
                  .map(given ->
                      switch (given) {
                        case Bool _ -> given == Bool.TRUE ? "yes" : "no";
                        case ListValue _ -> String.join(" ", arguments.texts(field));
                        default -> Text.str(given);
                      })
                  .orElse("");
      if (value.isPresent()) {
        String lines = shown.contains("\n") ? folded(shown) : " " + shown;
        text.append(fieldName(field)).append(':').append(lines).append('\n');
      }
    }
    return text.toString();
  }

  private static String fieldName(String field) {
    return switch (field) {
      case "name" -> "X-Repolib-Name";
      case "uris" -> "URIs";
      default ->
          Arrays.stream(field.split("_"))
              .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
              .collect(Collectors.joining("-"));
    };
  }

  private static String folded(String value) {
    return value
        .strip()
        .lines()
        .map(line -> "\n    " + (line.isBlank() ? "." : line.strip()))
        .collect(Collectors.joining());
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    String slug = slug(invocation.arguments().must("name"));
    String path = "/etc/apt/sources.list.d/%s.sources".formatted(slug);
    return invocation.arguments().must("state").equals("absent")
        ? absent(invocation, slug, path)
        : present(invocation, slug, path);
  }

  private static ModuleResult absent(Invocation invocation, String slug, String path) {
    List<String> paths = List.of(path, keyFile(slug, "asc"), keyFile(slug, "gpg"));
    List<Probe.Exists> probes = paths.stream().map(Probe.Exists::new).toList();
    Answers answers = invocation.machine().ask(List.copyOf(probes));
    List<Step> steps =
        probes.stream()
            .filter(answers::exists)
            .<Step>map(probe -> new Step.Remove(probe.path()))
            .toList();
    if (!invocation.checkMode()) {
      apply(invocation, steps);
    }
    return ModuleResult.changed(!steps.isEmpty())
        .with("repo", None.NONE)
        .with("dest", path)
        .with("key_filename", paths.getLast());
  }

  private static String keyFile(String slug, String extension) {
    return "/etc/apt/keyrings/%s.%s".formatted(slug, extension);
  }

  /// What stands for the key, and what has to be done for it.
  private record Key(String shown, Optional<String> file, List<Step> steps) {}

  private static ModuleResult present(Invocation invocation, String slug, String path) {
    Key key = key(invocation, slug);
    String text = text(invocation.arguments(), key.shown());
    FileAccess access = FileAccess.of(invocation);
    Probe.Stat stat = access.stat(path);
    Probe.ReadFile content = new Probe.ReadFile(path);
    Answers answers = invocation.machine().ask(stat, content);
    Optional<FileStatus> status = answers.stat(stat);
    List<Step> steps = new ArrayList<>(key.steps());
    if (!answers.content(content).map(Bytes::text).equals(Optional.of(text))) {
      Step.Access wanted = status.map(access::replacing).orElseGet(() -> access.fresh(false));
      steps.add(Step.Write.of(path, text, wanted));
    } else {
      status.ifPresent(found -> steps.addAll(access.plan(path, found).steps()));
    }
    if (!invocation.checkMode()) {
      apply(invocation, steps);
    }
    return ModuleResult.changed(!steps.isEmpty())
        .with("repo", text)
        .with("dest", path)
        .with("key_filename", key.file().<Value>map(Str::unsafe).orElse(None.NONE));
  }

  private static Key key(Invocation invocation, String slug) {
    String given = invocation.arguments().text("signed_by").orElse("");
    if (given.isEmpty() || given.contains("\n")) {
      return new Key(given, Optional.empty(), List.of());
    }
    if (!given.matches("(?i)[a-z][a-z0-9+.-]*://.*")) {
      Probe.Exists file = new Probe.Exists(given);
      boolean there = invocation.machine().ask(file).exists(file);
      return new Key(given, there ? Optional.of(given) : Optional.empty(), List.of());
    }
    HttpResponse response =
        new HttpClient(invocation).send(HttpRequest.of(invocation.arguments(), given));
    if (!response.isSuccess()) {
      throw ModuleFailure.of("Could not fetch signed_by key: " + response.message());
    }
    boolean armored = response.body().text().contains("-----BEGIN PGP PUBLIC KEY BLOCK-----");
    String path = keyFile(slug, armored ? "asc" : "gpg");
    Probe.ReadFile old = new Probe.ReadFile(path);
    Probe.Stat stat = Probe.Stat.of(path);
    Answers answers = invocation.machine().ask(old, stat);
    Step.Access readable = Step.Access.mode(0644);
    List<Step> steps = new ArrayList<>();
    if (!answers.content(old).equals(Optional.of(response.body()))) {
      steps.add(new Step.MakeDirectory(Paths.directory(path), Step.Access.mode(0755)));
      Payload content = Payload.of(response.body().toArray());
      steps.add(new Step.Write(path, content, readable, Optional.empty(), false));
    } else if (answers.stat(stat).map(FileStatus::permissions).orElse(0644) != 0644) {
      steps.add(new Step.SetAccess(List.of(path), readable));
    }
    return new Key(path, Optional.of(path), steps);
  }

  private static void apply(Invocation invocation, List<Step> steps) {
    invocation
        .machine()
        .apply(steps)
        .failure()
        .ifPresent(ran -> {
          throw ModuleFailure.of(ran.errors().strip());
        });
  }
}
