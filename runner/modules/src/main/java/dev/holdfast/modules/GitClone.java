package dev.holdfast.modules;

import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The first checkout of a repository.
final class GitClone {
  private final Invocation invocation;
  private final Parameters arguments;
  private final GitTree tree;
  private final String repo;
  private final String dest;

  GitClone(Invocation invocation, GitTree tree, String repo, String dest) {
    this.invocation = invocation;
    this.arguments = invocation.arguments();
    this.tree = tree;
    this.repo = repo;
    this.dest = dest;
  }

  /// Clones; what is said back is a warning.
  Optional<String> make(Optional<Long> depth) {
    String version = arguments.must("version");
    String remote = arguments.must("remote");
    boolean bare = arguments.on("bare");
    Optional<String> refspec = arguments.text("refspec").filter(text -> !text.isEmpty());
    String parent = Paths.directory(dest);
    invocation.machine().apply(new Step.MakeDirectory(parent, Step.Access.DEFAULT));
    List<String> words = new ArrayList<>(tree.words("clone"));
    words.addAll(bare ? List.of("--bare") : List.of("--origin", remote));
    boolean named =
        !version.equals("HEAD") && (tree.isRemoteBranch(version) || tree.isRemoteTag(version));
    Optional<String> warning = Optional.empty();
    if (depth.isPresent()) {
      if (version.equals("HEAD") || refspec.isPresent()) {
        words.addAll(List.of("--depth", Long.toString(depth.get())));
      } else if (named) {
        words.addAll(List.of("--depth", Long.toString(depth.get()), "--branch", version));
      } else {
        warning =
            Optional.of(
                "Ignoring depth argument. Shallow clones are only available for HEAD, branches,"
                    + " tags or in combination with refspec.");
      }
    }
    arguments.text("reference").ifPresent(path -> words.addAll(List.of("--reference", path)));
    if (arguments.on("single_branch")) {
      words.add("--single-branch");
      if (named) {
        words.addAll(List.of("--branch", version));
      }
    }
    arguments.text("separate_git_dir").ifPresent(path -> words.add("--separate-git-dir=" + path));
    words.addAll(List.of(repo, dest));
    Ran ran = tree.run(parent, words);
    if (!ran.ok()) {
      // What keeps the remote side from answering at all is said in fewer words so.
      tree.references();
      Programs.check(ran, String.join(" ", words));
    }
    if (bare && !remote.equals("origin")) {
      tree.must("remote", "add", remote, repo);
    }
    if (refspec.isPresent()) {
      List<String> fetch = new ArrayList<>(tree.words("fetch"));
      depth.ifPresent(number -> fetch.addAll(List.of("--depth", Long.toString(number))));
      fetch.addAll(List.of(remote, refspec.get()));
      tree.must(dest, fetch);
    }
    return warning;
  }
}
