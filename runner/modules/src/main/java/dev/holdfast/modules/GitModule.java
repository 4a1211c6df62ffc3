package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.engine.module.Rule;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `git`: a checkout of a repository, through the machine's git (2.3 or newer).
final class GitModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
        "git",
        ArgumentSpec.of(
                Argument.path("dest"),
                Argument.str("repo").must().aliases("name"),
                Argument.str("version").or("HEAD"),
                Argument.str("remote").or("origin"),
                Argument.str("refspec"),
                Argument.str("reference"),
                Argument.bool("force", false),
                Argument.integer("depth"),
                Argument.bool("clone", true),
                Argument.bool("update", true),
                Argument.bool("verify_commit", false),
                Argument.list("gpg_whitelist").or(new ListValue()),
                Argument.bool("accept_hostkey", false),
                Argument.bool("accept_newhostkey", false),
                Argument.path("key_file"),
                Argument.str("ssh_opts"),
                Argument.path("executable"),
                Argument.bool("bare", false),
                Argument.bool("recursive", true),
                Argument.bool("single_branch", false),
                Argument.bool("track_submodules", false),
                Argument.raw("umask"),
                Argument.path("archive"),
                Argument.str("archive_prefix"),
                Argument.path("separate_git_dir"))
            .with(
                Rule.exclusive("separate_git_dir", "bare"),
                Rule.exclusive("accept_hostkey", "accept_newhostkey"),
                Rule.by("archive_prefix", "archive")));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    return new Work(invocation).run();
  }

  /// One checkout on one machine.
  private static final class Work {
    /// Prints where a repository keeps its own files, if there is one.
    private static final String PLACE =
        """
        p=$1; [ "$2" = bare ] || p=$1/.git
        if [ -f "$p" ]; then g=$(sed -n 's/^gitdir: //p' "$p")
        case $g in /*) p=$g;; *) p=$1/$g;; esac; fi
        if [ -e "$p/config" ]; then echo "$p"; fi\
        """;

    private final Invocation invocation;
    private final Parameters arguments;
    private final String repo;
    private final String version;
    private final String dest;
    private final boolean bare;
    private final Optional<Long> depth;
    private ModuleResult result = ModuleResult.changed(false).with("before", None.NONE);

    Work(Invocation invocation) {
      this.invocation = invocation;
      this.arguments = invocation.arguments();
      String given = arguments.must("repo");
      String expanded = given.startsWith("~") ? invocation.machine().expand(given) : given;
      this.repo = expanded.startsWith("/") ? "file://" + expanded : given;
      this.version = arguments.must("version");
      this.dest = Paths.withoutSlash(arguments.text("dest").orElse(""));
      this.bare = arguments.on("bare");
      this.depth = arguments.number("depth").filter(number -> number > 0);
    }

    ModuleResult run() {
      if (dest.isEmpty() && arguments.on("clone")) {
        throw ModuleFailure.of("the destination directory must be specified unless clone=no");
      }
      mask();
      Probe.Which which = new Probe.Which("git");
      Probe.Query place =
          new Probe.Query(Command.of("/bin/sh", "-c", PLACE, "sh", dest, bare ? "bare" : "tree"));
      Answers answers = invocation.machine().ask(which, place);
      String git =
          arguments
              .text("executable")
              .or(() -> answers.which(which))
              .orElseThrow(() ->
                  ModuleFailure.of("Failed to find required executable \"git\" on this machine"));
      String there = dest.isEmpty() ? "" : answers.of(place).text().strip();
      GitTree tree = new GitTree(invocation, git, repo, dest);
      if (there.isEmpty()) {
        if (invocation.checkMode() || !arguments.on("clone")) {
          String commit = tree.remoteCommit(version, Optional.empty());
          return compared(tree, result.with("changed", true).with("after", commit));
        }
        new GitClone(invocation, tree, repo, dest).make(depth).ifPresent(this::warn);
        return finished(tree, false);
      }
      relocate(there);
      String before = tree.commit("HEAD");
      result = result.with("before", before);
      if (!arguments.on("update")) {
        return archived(tree, result.with("after", before));
      }
      return updated(tree, before);
    }

    private void mask() {
      if (arguments.has("umask")) {
        if (!(arguments.value("umask").orElse(None.NONE) instanceof Str mask)) {
          throw ModuleFailure.of("umask must be defined as a quoted octal integer");
        }
        if (!mask.text().matches("(0[oO]?)?[0-7]+")) {
          throw ModuleFailure.of("umask must be an octal integer");
        }
      }
    }

    private void warn(String text) {
      result = result.warning(List.of(text));
    }

    private ModuleResult updated(GitTree tree, String before) {
      boolean mods = !bare && tree.isChanged();
      if (mods) {
        if (!arguments.on("force")) {
          throw new ModuleFailure(
              result
                  .with("failed", true)
                  .with(
                      "msg",
                      "Local modifications exist in the destination: %s (force=no)."
                          .formatted(dest)));
        }
        if (!invocation.checkMode()) {
          tree.must("reset", "--hard", "HEAD");
          result =
              result
                  .with("changed", true)
                  .with("msg", "Local modifications exist in the destination: " + dest);
        }
      }
      boolean moved = invocation.checkMode() ? tree.hasOtherAddress() : tree.address();
      result = result.with("remote_url_changed", moved);
      if (invocation.checkMode()) {
        Optional<String> branch =
            version.equals("HEAD") ? Optional.of(tree.headBranch()) : Optional.empty();
        String commit = tree.remoteCommit(version, branch);
        return compared(
            tree, result.with("changed", !before.equals(commit) || moved).with("after", commit));
      }
      tree.fetch(version, depth, arguments.on("force"));
      return finished(tree, mods || moved);
    }

    private ModuleResult finished(GitTree tree, boolean changed) {
      if (!bare) {
        new GitCheckout(invocation, tree, dest).switchTo(version, depth);
      }
      GitSubmodules submodules = new GitSubmodules(invocation, tree, dest);
      boolean fetched = arguments.on("recursive") && !bare && submodules.fetch();
      if (fetched) {
        result = result.with("submodules_changed", true);
        submodules.update();
      }
      String after = tree.commit("HEAD");
      boolean other = !result.text("before").equals(Optional.of(after));
      result = result.with("after", after);
      if (other || changed || fetched) {
        result = compared(tree, result.with("changed", true));
      }
      return archived(tree, result);
    }

    /// With the difference between the two commits, where one is wanted.
    private ModuleResult compared(GitTree tree, ModuleResult told) {
      if (!invocation.diffMode()) {
        return told;
      }
      String after = told.text("after").orElse("");
      boolean fresh = told.value("before").orElse(None.NONE) == None.NONE;
      String before = told.text("before").orElse("");
      if (!fresh && before.equals(after)) {
        return told;
      }
      DictValue diff = new DictValue();
      diff.put(
          "prepared",
          Str.unsafe(fresh ? ">> Newly checked out " + after : difference(tree, before, after)));
      return told.with("diff", diff);
    }

    private static String difference(GitTree tree, String before, String after) {
      Ran ran = tree.run("diff", before, after);
      return ran.ok()
          ? ran.text().isEmpty()
              ? ">> No visual differences between %s and %s".formatted(before, after)
              : ran.text()
          : ">> Failed to get proper diff between %s and %s:\n>> %s"
              .formatted(before, after, ran.errors());
    }

    private void relocate(String there) {
      Optional<String> wanted =
          arguments.text("separate_git_dir").filter(path -> !path.equals(there));
      if (wanted.isEmpty()) {
        return;
      }
      result = result.with("changed", true);
      if (invocation.checkMode()) {
        return;
      }
      Probe.Exists taken = new Probe.Exists(wanted.get());
      if (invocation.machine().ask(taken).exists(taken)) {
        throw ModuleFailure.of("Separate-git-dir path %s already exists.".formatted(wanted.get()));
      }
      invocation
          .machine()
          .apply(
              new Step.Move(there, wanted.get()),
              Step.Write.of(dest + "/.git", "gitdir: " + wanted.get(), Step.Access.DEFAULT))
          .failure()
          .ifPresent(ran -> {
            throw ModuleFailure.of("Unable to move git dir. " + ran.errors().strip());
          });
      result = result.with("git_dir_before", there).with("git_dir_now", wanted.get());
    }

    private ModuleResult archived(GitTree tree, ModuleResult told) {
      Optional<String> archive = arguments.text("archive");
      if (archive.isEmpty()) {
        return told;
      }
      if (invocation.checkMode()) {
        return told.with("changed", true);
      }
      String path = archive.get();
      String format =
          path.endsWith(".zip")
              ? "zip"
              : path.endsWith(".gz")
                  ? "tar.gz"
                  : path.endsWith(".tar") ? "tar" : path.endsWith(".tgz") ? "tgz" : "";
      if (format.isEmpty()) {
        throw ModuleFailure.of("Unable to get file extension from archive file name : " + path)
            .with(
                "details",
                "Please specify archive as filename with extension. File extension can be one of"
                    + " ['tar', 'tar.gz', 'zip', 'tgz']");
      }
      String fresh = HttpClient.newDirectory(Paths.directory(path));
      List<String> words =
          new ArrayList<>(tree.words("archive", "--format", format, "--output", fresh));
      arguments.text("archive_prefix").ifPresent(text -> words.addAll(List.of("--prefix", text)));
      words.add(version);
      Ran ran = tree.run(dest, words);
      if (!ran.ok()) {
        throw ModuleFailure.of("Failed to perform archive operation")
            .with(
                "details",
                "Git archive command failed to create archive %s using %s directory.Error: %s"
                    .formatted(path, dest, ran.errors()));
      }
      Command place =
          Command.of(
              "/bin/sh",
              "-c",
              "if cmp -s \"$1\" \"$2\"; then rm -f \"$1\"; echo same; else mv -f \"$1\" \"$2\"; fi",
              "sh",
              fresh,
              path);
      Ran placed = invocation.machine().apply(Step.Run.any(place)).first();
      Programs.check(placed, "mv");
      return told.with("changed", !placed.text().contains("same"));
    }
  }
}
