package dev.holdfast.client.proxmox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The parameters of a call, in order; immutable, every change gives a new value.
///
/// All values are plain text as a person would write them: encoding is done when the call is sent.
/// That includes `sshkeys`, which the server wants percent-encoded inside the form: the caller
/// gives plain lines.
public record Params(List<Param> entries) {
  private static final Params EMPTY = new Params(List.of());

  public Params {
    entries = List.copyOf(entries);
  }

  public static Params none() {
    return EMPTY;
  }

  public static Params of(String name, String value) {
    return EMPTY.with(name, value);
  }

  /// Sets a parameter, in the place of an earlier value where there is one.
  public Params with(String name, String value) {
    List<Param> changed = new ArrayList<>(entries);
    changed.replaceAll(entry -> entry.name().equals(name) ? new Param(name, value) : entry);
    if (!has(name)) {
      changed.add(new Param(name, value));
    }
    return new Params(changed);
  }

  public Params with(String name, long value) {
    return with(name, Long.toString(value));
  }

  /// Sets a flag, which the API writes as 0 or 1.
  public Params with(String name, boolean value) {
    return with(name, value ? "1" : "0");
  }

  public Params with(String name, Optional<String> value) {
    return value.map(text -> with(name, text)).orElse(this);
  }

  /// Sets a parameter that may stand several times, once per value.
  public Params withAll(String name, Collection<String> values) {
    List<Param> changed = new ArrayList<>(without(name).entries);
    values.forEach(value -> changed.add(new Param(name, value)));
    return new Params(changed);
  }

  public Params without(String name) {
    return new Params(entries.stream().filter(entry -> !entry.name().equals(name)).toList());
  }

  /// These parameters and the others, which win where both have a name.
  public Params and(Params others) {
    Params all = this;
    for (Param entry : others.entries) {
      all = all.without(entry.name());
    }
    List<Param> joined = new ArrayList<>(all.entries);
    joined.addAll(others.entries);
    return new Params(joined);
  }

  public Optional<String> value(String name) {
    return entries.stream().filter(e -> e.name().equals(name)).map(Param::value).findFirst();
  }

  public boolean has(String name) {
    return value(name).isPresent();
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /// One parameter; values may be passwords, so only the name is printed.
  public record Param(String name, String value) {
    @Override
    public String toString() {
      return name + "=…";
    }
  }
}
