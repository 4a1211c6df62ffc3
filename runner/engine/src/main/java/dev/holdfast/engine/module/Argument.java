package dev.holdfast.engine.module;

import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// One argument of a module or role, as Ansible's `argument_spec` describes it.
///
/// @param fallback the default; [None#NONE] for none
/// @param choices the accepted values, empty for any
/// @param elements the type of a list's elements
/// @param options the arguments inside a dict or list of dicts
/// @param secret `no_log`: its value shows nowhere
/// @param applyDefaults whether an absent dict is made of its own defaults
/// @param removedIn the release or date in which it goes away
public record Argument(
    String name,
    ArgumentType type,
    boolean required,
    Value fallback,
    List<Value> choices,
    List<String> aliases,
    Optional<ArgumentType> elements,
    Optional<ArgumentSpec> options,
    boolean secret,
    boolean applyDefaults,
    Optional<String> removedIn) {
  public Argument {
    choices = List.copyOf(choices);
    aliases = List.copyOf(aliases);
  }

  public static Argument of(ArgumentType type, String name) {
    return new Argument(
        name,
        type,
        false,
        None.NONE,
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        Optional.empty());
  }

  public static Argument str(String name) {
    return of(ArgumentType.STR, name);
  }

  public static Argument bool(String name) {
    return of(ArgumentType.BOOL, name);
  }

  public static Argument bool(String name, boolean fallback) {
    return bool(name).or(Bool.of(fallback));
  }

  public static Argument integer(String name) {
    return of(ArgumentType.INT, name);
  }

  public static Argument path(String name) {
    return of(ArgumentType.PATH, name);
  }

  public static Argument raw(String name) {
    return of(ArgumentType.RAW, name);
  }

  public static Argument dict(String name) {
    return of(ArgumentType.DICT, name);
  }

  /// A list whose elements are texts.
  public static Argument list(String name) {
    return listOf(ArgumentType.STR, name);
  }

  public static Argument listOf(ArgumentType elements, String name) {
    return of(ArgumentType.LIST, name).withElements(elements);
  }

  public Argument must() {
    return new Argument(
        name,
        type,
        true,
        fallback,
        choices,
        aliases,
        elements,
        options,
        secret,
        applyDefaults,
        removedIn);
  }

  /// With a default.
  public Argument or(Value value) {
    return new Argument(
        name,
        type,
        required,
        value,
        choices,
        aliases,
        elements,
        options,
        secret,
        applyDefaults,
        removedIn);
  }

  public Argument or(String value) {
    return or(Str.of(value));
  }

  public Argument or(long value) {
    return or(Int.of(value));
  }

  public Argument choices(String... values) {
    return choices(Arrays.stream(values).<Value>map(Str::of).toList());
  }

  public Argument choices(List<Value> values) {
    return new Argument(
        name,
        type,
        required,
        fallback,
        values,
        aliases,
        elements,
        options,
        secret,
        applyDefaults,
        removedIn);
  }

  public Argument aliases(String... names) {
    return aliases(List.of(names));
  }

  public Argument aliases(List<String> names) {
    return new Argument(
        name,
        type,
        required,
        fallback,
        choices,
        names,
        elements,
        options,
        secret,
        applyDefaults,
        removedIn);
  }

  public Argument withElements(ArgumentType of) {
    return new Argument(
        name,
        type,
        required,
        fallback,
        choices,
        aliases,
        Optional.of(of),
        options,
        secret,
        applyDefaults,
        removedIn);
  }

  public Argument withOptions(ArgumentSpec inside) {
    return new Argument(
        name,
        type,
        required,
        fallback,
        choices,
        aliases,
        elements,
        Optional.of(inside),
        secret,
        applyDefaults,
        removedIn);
  }

  /// Its value is a secret.
  public Argument hidden() {
    return new Argument(
        name,
        type,
        required,
        fallback,
        choices,
        aliases,
        elements,
        options,
        true,
        applyDefaults,
        removedIn);
  }

  public Argument withAppliedDefaults() {
    return new Argument(
        name, type, required, fallback, choices, aliases, elements, options, secret, true,
        removedIn);
  }

  public Argument removedIn(String release) {
    return new Argument(
        name,
        type,
        required,
        fallback,
        choices,
        aliases,
        elements,
        options,
        secret,
        applyDefaults,
        Optional.of(release));
  }

  boolean hasDefault() {
    return fallback != None.NONE;
  }
}
