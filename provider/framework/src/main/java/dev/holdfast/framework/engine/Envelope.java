package dev.holdfast.framework.engine;

import dev.holdfast.framework.codec.Bytes;
import dev.holdfast.framework.codec.PrivateStateCodec;
import dev.holdfast.framework.codec.PrivateStateCodec.Kept;
import dev.holdfast.framework.resource.PrivateState;
import dev.holdfast.framework.schema.ManagedPaths;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the private bytes of a state or a plan carry.
///
/// A plan also carries what the state had when it was planned. Terraform hands the bytes of the
/// last plan to every part of an apply, so the delete half of a replacement gets those of the plan
/// to create, which Terraform made with a null prior state and the bytes of the first plan
/// (`NodeAbstractResourceInstance.plan` in Terraform). Without `earlier`, a delete would not see
/// what belongs to the object that it deletes.
///
/// @param kept of the state, or what the plan leads to
/// @param earlier of the state when it was planned; nothing in a state and in a plan to destroy
/// @param mark of the state; a plan has none, because its apply ends what the mark is for
record Envelope(Kept kept, Kept earlier, ImportMark mark) {

  /// No author can use it: [#author] takes out keys that begin so.
  private static final String RESERVED = "\u0000";

  private static final String EARLIER = RESERVED + "earlier";
  private static final String MARK = RESERVED + "import";

  static Envelope decode(Bytes bytes) {
    Kept all = PrivateStateCodec.decode(bytes);
    Kept earlier =
        all.entries()
            .get(EARLIER)
            .map(text -> PrivateStateCodec.decode(Bytes.utf8(text)))
            .orElse(Kept.NOTHING);
    return new Envelope(
        new Kept(all.managed(), author(all.entries())), earlier, mark(all.entries()));
  }

  private static ImportMark mark(PrivateState entries) {
    return Stream.of(ImportMark.values())
        .filter(mark -> entries.get(MARK).filter(mark.name()::equals).isPresent())
        .findFirst()
        .orElse(ImportMark.NONE);
  }

  /// The bytes to keep beside a state.
  static Bytes ofState(ManagedPaths managed, PrivateState entries) {
    return ofState(managed, entries, ImportMark.NONE);
  }

  static Bytes ofState(ManagedPaths managed, PrivateState entries, ImportMark mark) {
    PrivateState author = author(entries);
    return PrivateStateCodec.encode(
        new Kept(managed, mark == ImportMark.NONE ? author : author.with(MARK, mark.name())));
  }

  /// The bytes of a plan to create or change.
  static Bytes ofPlan(ManagedPaths managed, PrivateState entries, Kept earlier) {
    String text = PrivateStateCodec.encode(earlier).utf8();
    PrivateState author = author(entries);
    return PrivateStateCodec.encode(
        new Kept(managed, text.isEmpty() ? author : author.with(EARLIER, text)));
  }

  ManagedPaths managed() {
    return kept.managed();
  }

  PrivateState entries() {
    return kept.entries();
  }

  /// What belongs to the object that existed when this was planned.
  Kept existing() {
    return earlier.equals(Kept.NOTHING) ? kept : earlier;
  }

  private static PrivateState author(PrivateState entries) {
    return new PrivateState(
        entries.entries().entrySet().stream()
            .filter(entry -> !entry.getKey().startsWith(RESERVED))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }
}
