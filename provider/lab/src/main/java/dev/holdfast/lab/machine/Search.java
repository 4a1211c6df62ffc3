package dev.holdfast.lab.machine;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.StatText;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds files below paths, as `find` does with the expressions that modules send.
final class Search {
  private final FileView files;
  private final Status status;
  private final Probe.Find find;
  private final List<Test> tests = new ArrayList<>();
  private final StringBuilder found = new StringBuilder();
  private int least;

  /// One expression.
  private interface Test {
    boolean holds(String path, Inode node);
  }

  Search(FileView files, Accounts accounts, Probe.Find find) {
    this.files = files;
    this.status = new Status(files, accounts);
    this.find = find;
  }

  Ran run() {
    Optional<String> unknown = read();
    if (unknown.isPresent()) {
      return Ends.notSimulated("find " + unknown.get());
    }
    for (String path : find.paths()) {
      if (files.exists(path)) {
        visit(path, 0);
      }
    }
    return Ends.ok(found.toString());
  }

  /// The first word that is not understood, if there is one.
  private Optional<String> read() {
    boolean negated = false;
    Iterator<String> words = find.criteria().iterator();
    while (words.hasNext()) {
      String word = words.next();
      if (word.equals("!") || word.equals("-not")) {
        negated = true;
      } else if (words.hasNext() && understood(word, words.next(), negated)) {
        negated = false;
      } else {
        return Optional.of(word);
      }
    }
    return Optional.empty();
  }

  private boolean understood(String word, String value, boolean negated) {
    switch (word) {
      case "-mindepth" -> least = Integer.parseInt(value);
      case "-type" -> add((_, node) -> letter(node).equals(value), negated);
      case "-name" -> {
        Pattern names = Pattern.compile(Patterns.regex(value), Pattern.DOTALL);
        add(
            (path, _) -> names.matcher(path.substring(path.lastIndexOf('/') + 1)).matches(),
            negated);
      }
      case "-path" -> {
        Pattern paths = Pattern.compile(Patterns.regex(value), Pattern.DOTALL);
        add((path, _) -> paths.matcher(path).matches(), negated);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void add(Test test, boolean negated) {
    tests.add(negated ? (path, node) -> !test.holds(path, node) : test);
  }

  private static String letter(Inode node) {
    return node.isDirectory() ? "d" : node.isLink() ? "l" : "f";
  }

  private void visit(String path, int depth) {
    Optional<Inode> node = files.look(path, find.follow() || depth == 0, each -> each);
    Optional<Inode> itself = node.or(() -> files.look(path, false, each -> each));
    if (itself.isEmpty()) {
      return;
    }
    if (depth >= least && tests.stream().allMatch(test -> test.holds(path, itself.get()))) {
      status
          .of(path, find.follow(), Optional.empty(), false)
          .or(() -> status.of(path, false, Optional.empty(), false))
          .ifPresent(each -> found.append(StatText.found(new Answers.Found(path, each))));
    }
    boolean deeper = find.maximum().map(maximum -> depth < maximum).orElse(true);
    if (deeper
        && itself.get().isDirectory()
        && (depth == 0 || find.follow() || !files.isLink(path))) {
      for (String name : files.list(path)) {
        visit(path.endsWith("/") ? path + name : path + "/" + name, depth + 1);
      }
    }
  }
}
