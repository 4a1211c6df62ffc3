package dev.holdfast.resources.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VmMarkTest {

  private static final VmMark MARK = VmMark.of("team-a.1", "clone=9000");

  @Property(tries = 200)
  void aDescriptionIsTheSameWithoutTheMarkButForLineEndsAtItsEnd(@ForAll String text) {
    String marked = MARK.on(text);

    assertThat(VmMark.in(marked)).contains(MARK);
    assertThat(VmMark.off(marked)).isEqualTo(text.replaceAll("\n+$", ""));
    assertThat(VmMark.off(marked + "\n")).isEqualTo(text.replaceAll("\n+$", ""));
    assertThat(VmMark.in(VmMark.off(marked))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "one line", "  indented ", "two\nlines", "two\n\nlines", "<!-- own -->"})
  void aMarkIsNeverADifference(String text) {
    Value plain = Value.of(text);

    assertThat(VmMark.sameText(plain, Value.of(MARK.on(text)))).isTrue();
    assertThat(VmMark.sameText(plain, Value.of(MARK.on(text) + "\n"))).isTrue();
    assertThat(VmMark.sameText(plain, Value.of(text + "\n"))).isTrue();
    assertThat(VmMark.sameText(plain, Value.of(text + "x"))).isFalse();
    assertThat(VmMark.sameText(plain, Values.NULL)).isFalse();
  }

  @Test
  void aMarkTellsTheMachineAndTheRun() {
    VmMark again = VmMark.of("team-a.1", "clone=9000");

    assertThat(again.sameMachine(MARK)).isTrue();
    assertThat(again).isNotEqualTo(MARK);
    assertThat(VmMark.of("team-b", "clone=9000").sameMachine(MARK)).isFalse();
    assertThat(VmMark.of("team-a.1", "clone=9001").sameMachine(MARK)).isFalse();
  }

  @Test
  void aMarkBetweenOthersWordsIsFound() {
    String text = "before\n" + MARK.on("") + "\nafter";

    assertThat(VmMark.in(text)).contains(MARK);
    assertThat(VmMark.off(text)).startsWith("before").endsWith("after").doesNotContain("holdfast");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "holdfast creating",
        "<!-- holdfast creating owner=me facts=12 claim=12 -->",
        "<!-- holdfast creating owner=m e facts=0123456789abcdef claim=01234567 -->",
        "<!-- holdfast created owner=me facts=0123456789abcdef claim=01234567 -->"
      })
  void otherTextIsNoMark(String text) {
    assertThat(VmMark.in(text)).isEmpty();
    assertThat(VmMark.off(text)).isEqualTo(text);
  }

  @Test
  void aLiveMachineShowsItsMarkAndHidesItFromUsers() {
    VmLive live = Machines.stopped("description", MARK.on("notes") + "\n", "cores", "2");

    assertThat(live.mark()).contains(MARK);
    assertThat(live.plainConfig())
        .containsEntry("description", "notes")
        .containsEntry("cores", "2");
  }
}
