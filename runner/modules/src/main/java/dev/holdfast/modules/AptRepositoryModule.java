package dev.holdfast.modules;

import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
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
import dev.holdfast.language.json.JsonReader;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import dev.holdfast.transport.Payload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// `apt_repository`: one-line sources in `sources.list` and `sources.list.d`. Only files whose
/// sources change are written.
final class AptRepositoryModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
        "apt_repository",
        ArgumentSpec.of(
            Argument.str("repo").must(),
            Argument.str("state").or("present").choices("absent", "present"),
            Argument.raw("mode"),
            Argument.bool("update_cache", true).aliases("update-cache"),
            Argument.integer("update_cache_retries").or(5),
            Argument.integer("update_cache_retry_max_delay").or(12),
            Argument.str("filename"),
            Argument.bool("install_python_apt", true),
            Argument.bool("validate_certs", true),
            Argument.str("codename")));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    return new Work(invocation).run();
  }

  /// One source on one machine.
  private static final class Work {
    private static final Probe.Query FILES =
        new Probe.Query(
            Command.shell(
                """
                command -v apt-get >/dev/null || exit 127
                for f in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
                if [ -f "$f" ]; then echo "$(stat -Lc '%s %a' "$f") $f"; cat "$f"; fi; done\
                """));
    private static final Probe.Query CODENAME =
        new Probe.Query(Command.shell(". /etc/os-release; echo \"$VERSION_CODENAME\""));

    private final Invocation invocation;
    private final Parameters arguments;
    private final Map<String, Integer> modes = new HashMap<>();

    Work(Invocation invocation) {
      this.invocation = invocation;
      this.arguments = invocation.arguments();
    }

    ModuleResult run() {
      String repo = arguments.must("repo");
      String state = arguments.must("state");
      if (repo.isEmpty()) {
        throw ModuleFailure.of("Please set argument 'repo' to a non-empty value");
      }
      AptSources sources = load();
      Map<String, String> before = sources.texts();
      if (repo.startsWith("ppa:")) {
        archive(sources, repo, state.equals("present"));
      } else if (state.equals("present")) {
        String plain = AptSources.plain(repo);
        sources.add(plain, file(plain));
      } else {
        sources.remove(AptSources.plain(repo));
      }
      Map<String, String> after = sources.texts();
      boolean changed = !before.equals(after);
      if (changed && !invocation.checkMode()) {
        save(before, after);
      }
      return ModuleResult.changed(changed)
          .with("repo", repo)
          .with("state", state)
          .with("diff", changed && invocation.diffMode() ? diff(before, after) : new DictValue());
    }

    private String file(String source) {
      return arguments
          .text("filename")
          .map(name -> name + ".list")
          .orElseGet(() -> AptSources.fileName(source));
    }

    private AptSources load() {
      Ran ran = invocation.machine().ask(FILES).of(FILES);
      Programs.must(ran, "apt-get", "the apt_repository module serves Debian and its relatives");
      AptSources sources = new AptSources();
      String text = new String(ran.out().toArray(), StandardCharsets.ISO_8859_1);
      int at = 0;
      while (at < text.length()) {
        int end = text.indexOf('\n', at);
        String head = text.substring(at, end).strip();
        String[] words = head.split(" ", 3);
        int length = Integer.parseInt(words[0]);
        modes.put(words[2], Integer.parseInt(words[1], 8));
        byte[] content =
            text.substring(end + 1, end + 1 + length).getBytes(StandardCharsets.ISO_8859_1);
        sources.load(words[2], new String(content, StandardCharsets.UTF_8));
        at = end + 1 + length;
      }
      return sources;
    }

    /// A personal package archive: its key comes from the key server, into a file of its own.
    private void archive(AptSources sources, String repo, boolean present) {
      String[] names = repo.substring(repo.indexOf(':') + 1).split("/", -1);
      String owner = names[0];
      String name = names.length > 1 ? names[1] : "ppa";
      String codename =
          arguments
              .text("codename")
              .orElseGet(() -> invocation.machine().ask(CODENAME).of(CODENAME).text().strip());
      String source =
          "deb http://ppa.launchpad.net/%s/%s/ubuntu %s main".formatted(owner, name, codename);
      if (!present) {
        sources.remove(source);
      } else if (!sources.has(source)) {
        key(owner, name);
        sources.add(source, file("%s_%s".formatted(repo, codename)));
      }
    }

    private void key(String owner, String name) {
      HttpClient client = new HttpClient(invocation);
      HttpResponse info =
          client.send(
              HttpRequest.of(
                      arguments,
                      "https://launchpad.net/api/1.0/~%s/+archive/%s".formatted(owner, name))
                  .withHeader("Accept", "application/json"));
      if (info.status() != 200) {
        throw ModuleFailure.of("failed to fetch PPA information, error was: " + info.message());
      }
      Value parsed = JsonReader.read(info.body().text());
      Optional<String> fingerprint =
          parsed instanceof DictValue dict
              ? dict.get("signing_key_fingerprint").map(Text::str)
              : Optional.empty();
      if (fingerprint.isEmpty() || invocation.checkMode()) {
        return;
      }
      HttpResponse key =
          client.send(
              HttpRequest.of(
                  arguments,
                  "https://keyserver.ubuntu.com/pks/lookup?op=get&options=mr&search=0x"
                      + fingerprint.get()));
      if (key.status() != 200) {
        throw ModuleFailure.of("Unable to get required signing key: " + key.message());
      }
      String path = "/etc/apt/trusted.gpg.d/ppa-%s-%s.asc".formatted(owner, name);
      Step write =
          new Step.Write(
              path,
              Payload.of(key.body().toArray()),
              Step.Access.mode(0644),
              Optional.empty(),
              false);
      Programs.check(invocation.machine().apply(write).first(), path);
    }

    private void save(Map<String, String> before, Map<String, String> after) {
      write(before, after, FileAccess.of(invocation).fresh(false));
      if (arguments.on("update_cache")) {
        try {
          new AptCache(invocation, Duration.ofSeconds(60)).update();
        } catch (ModuleFailure failure) {
          write(after, before, Step.Access.DEFAULT);
          throw failure;
        }
      }
    }

    private void write(Map<String, String> from, Map<String, String> to, Step.Access access) {
      List<Step> steps = new ArrayList<>();
      TreeSet<String> names = new TreeSet<>(from.keySet());
      names.addAll(to.keySet());
      for (String name : names) {
        Optional<String> wanted = Optional.ofNullable(to.get(name));
        if (wanted.isEmpty()) {
          steps.add(new Step.Remove(name));
        } else if (!wanted.equals(Optional.ofNullable(from.get(name)))) {
          Integer old = modes.get(name);
          Step.Access now = old == null ? mode(access) : Step.Access.mode(old);
          steps.add(new Step.MakeDirectory(Paths.directory(name), Step.Access.DEFAULT));
          steps.add(Step.Write.of(name, wanted.get(), now));
        }
      }
      invocation
          .machine()
          .apply(steps)
          .failure()
          .ifPresent(ran -> {
            throw ModuleFailure.of(ran.errors().strip());
          });
    }

    private static Step.Access mode(Step.Access access) {
      return access.mode().isPresent() ? access : Step.Access.mode(0644);
    }

    private static ListValue diff(Map<String, String> before, Map<String, String> after) {
      ListValue list = new ListValue();
      TreeSet<String> names = new TreeSet<>(before.keySet());
      names.addAll(after.keySet());
      for (String name : names) {
        DictValue one = new DictValue();
        one.put("before", Str.unsafe(before.getOrDefault(name, "")));
        one.put("after", Str.unsafe(after.getOrDefault(name, "")));
        one.put("before_header", Str.unsafe(before.containsKey(name) ? name : "/dev/null"));
        one.put("after_header", Str.unsafe(after.containsKey(name) ? name : "/dev/null"));
        list.items().add(one);
      }
      return list;
    }
  }
}
