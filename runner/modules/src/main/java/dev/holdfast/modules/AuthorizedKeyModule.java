package dev.holdfast.modules;

import dev.holdfast.engine.machine.Account;
import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.FileStatus;
import dev.holdfast.engine.machine.Outcomes;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.FileAccess;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Lines;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.transport.Payload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `authorized_key`: who may log in as a user. A key that is an address is fetched by the machine
/// itself, through module `uri`.
final class AuthorizedKeyModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of(
        "ansible.posix",
        "authorized_key",
        ArgumentSpec.of(
            Argument.str("user").must(),
            Argument.str("key").must(),
            Argument.path("path"),
            Argument.bool("manage_dir", true),
            Argument.str("state").or("present").choices("absent", "present"),
            Argument.str("key_options"),
            Argument.bool("exclusive", false),
            Argument.str("comment"),
            Argument.bool("validate_certs", true),
            Argument.bool("follow", false)));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    return FileAccess.withPath(invocation.machine(), new Work(invocation).run());
  }

  /// One user's file.
  private static final class Work {
    private final Invocation invocation;
    private final Parameters arguments;
    private final boolean present;

    Work(Invocation invocation) {
      this.invocation = invocation;
      this.arguments = invocation.arguments();
      this.present = arguments.must("state").equals("present");
    }

    ModuleResult run() {
      List<String> wanted =
          Lines.of(keys()).stream()
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .toList();
      Optional<Account> account = account();
      String path =
          arguments
              .text("path")
              .orElseGet(() -> account.orElseThrow().field(5) + "/.ssh/authorized_keys");
      FileText file = FileText.read(invocation.machine(), path);
      String existing =
          file.status().filter(FileStatus::isDirectory).isPresent() ? "" : file.shown();
      Map<String, AuthorizedKey> keys = AuthorizedKey.parseAll(existing);
      boolean changed = merge(keys, wanted);
      ModuleResult result = ModuleResult.of(arguments.values()).with("keyfile", path);
      if (!changed) {
        return result;
      }
      String content = AuthorizedKey.render(keys.values());
      if (invocation.diffMode()) {
        DictValue diff = new DictValue();
        diff.put("before_header", Str.unsafe(path));
        diff.put("after_header", Str.unsafe(target(file)));
        diff.put("before", Str.unsafe(existing));
        diff.put("after", Str.unsafe(content));
        result = result.with("diff", diff);
      }
      if (!invocation.checkMode()) {
        write(file, account.orElseThrow(), content);
      }
      return result.with("changed", true);
    }

    private String keys() {
      String key = arguments.must("key");
      if (!key.startsWith("http")) {
        return key;
      }
      DictValue request = new DictValue();
      request.put("url", Str.of(key));
      request.put("return_content", Bool.TRUE);
      request.put("validate_certs", Bool.of(arguments.on("validate_certs")));
      ModuleResult answer = invocation.context().call("ansible.builtin.uri", request);
      if (answer.isFailed()) {
        throw ModuleFailure.of("Error getting key from: " + key);
      }
      return answer.text("content").orElse("");
    }

    private Optional<Account> account() {
      String user = arguments.must("user");
      Probe.User probe = new Probe.User(user);
      Optional<Account> account = invocation.machine().ask(probe).user(probe);
      if (account.isPresent() || (invocation.checkMode() && arguments.has("path"))) {
        return account;
      }
      throw ModuleFailure.of(
          invocation.checkMode()
              ? "Either user must exist or you must provide full path to key file in check mode"
              : "Failed to lookup user %s: \"getpwnam(): name not found: %s\""
                  .formatted(user, dev.holdfast.language.value.Text.repr(Str.of(user))));
    }

    private boolean merge(Map<String, AuthorizedKey> keys, List<String> wanted) {
      int ranks = keys.size();
      boolean changed = false;
      Map<String, AuthorizedKey> kept = new LinkedHashMap<>();
      for (int i = 0; i < wanted.size(); i++) {
        String line = wanted.get(i);
        AuthorizedKey key =
            AuthorizedKey.parse(line, ranks + i)
                .orElseThrow(() -> ModuleFailure.of("invalid key specified: " + line));
        AuthorizedKey full =
            key.with(
                arguments.text("key_options").map(AuthorizedKey::options),
                arguments.text("comment"));
        kept.put(full.key(), full);
        Optional<AuthorizedKey> old = Optional.ofNullable(keys.get(full.key()));
        if (present && !old.map(full::sameAs).orElse(false)) {
          keys.remove(full.key());
          keys.put(full.key(), full);
          changed = true;
        } else if (!present && old.isPresent()) {
          keys.remove(full.key());
          changed = true;
        }
      }
      return (present
              && arguments.on("exclusive")
              && keys.keySet().removeIf(key -> !kept.containsKey(key)))
          || changed;
    }

    private String target(FileText file) {
      return arguments.on("follow")
          ? file.status().flatMap(FileStatus::link).map(FileStatus.Link::source).orElse(file.path())
          : file.path();
    }

    /// The directory belongs to the user, and nobody else may see into it.
    private void write(FileText file, Account account, String content) {
      String path = target(file);
      String folder =
          arguments.has("path") ? Paths.directory(arguments.must("path")) : Paths.directory(path);
      Optional<String> owner = Optional.of(account.field(2));
      Optional<String> group = Optional.of(account.field(3));
      List<Step> steps = new ArrayList<>();
      if (arguments.on("manage_dir")) {
        Step.Access access = new Step.Access(Optional.of(0700), owner, group);
        Probe.Exists probe = new Probe.Exists(folder);
        Answers answers = invocation.machine().ask(probe);
        if (!answers.exists(probe)) {
          steps.add(Step.Run.of("mkdir", "-m", "0700", folder));
        }
        steps.add(new Step.SetAccess(List.of(folder), access));
      } else {
        steps.add(new Step.MakeDirectory(folder, Step.Access.DEFAULT));
      }
      steps.add(
          new Step.Write(
              path,
              Payload.of(content),
              new Step.Access(Optional.of(0600), owner, group),
              Optional.empty(),
              false));
      Outcomes outcomes = invocation.machine().apply(steps);
      outcomes
          .failure()
          .ifPresent(ran -> {
            throw ModuleFailure.of(
                ran.errors().contains("mkdir")
                    ? "Failed to create directory %s : %s".formatted(folder, ran.errors().strip())
                    : "Failed to write to file %s: %s".formatted(path, ran.errors().strip()));
          });
    }
  }
}
