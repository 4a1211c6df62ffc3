package dev.holdfast.framework.diag;

import dev.holdfast.framework.diag.Diagnostic.Severity;
import dev.holdfast.framework.value.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The diagnostics of one call, in order and without repeats; safe for use by several threads.
public final class Diagnostics {

  private final Set<Diagnostic> entries = new LinkedHashSet<>();

  public synchronized void add(Diagnostic diagnostic) {
    entries.add(diagnostic);
  }

  public void addAll(Diagnostics others) {
    others.all().forEach(this::add);
  }

  public void error(Path path, String summary, String detail) {
    add(Diagnostic.error(path, summary, detail));
  }

  public void error(String summary, String detail) {
    add(Diagnostic.error(summary, detail));
  }

  public void warning(Path path, String summary, String detail) {
    add(Diagnostic.warning(path, summary, detail));
  }

  public void warning(String summary, String detail) {
    add(Diagnostic.warning(summary, detail));
  }

  public synchronized boolean hasErrors() {
    return entries.stream().anyMatch(entry -> entry.severity() == Severity.ERROR);
  }

  public synchronized List<Diagnostic> all() {
    return List.copyOf(entries);
  }
}
