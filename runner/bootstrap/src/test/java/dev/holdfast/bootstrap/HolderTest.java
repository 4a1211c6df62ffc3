package dev.holdfast.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HolderTest {

  @Test
  void a_process_that_lives_holds_what_it_took() {
    Holder own = Holder.own();
    assertThat(Holder.of(own.toString())).contains(own);
    assertThat(Holder.dead(own.toString())).isFalse();
    assertThat(Holder.own().toString()).isNotEqualTo(own.toString());
  }

  @Test
  void a_process_that_ended_or_whose_number_another_one_has_holds_nothing()
      throws IOException, InterruptedException {
    Holder own = Holder.own();
    assertThat(new Holder(own.space(), own.process(), own.started() - 60, own.unique()).dead())
        .isTrue();
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    assertThat(new Holder(own.space(), ended.pid(), own.started(), own.unique()).dead()).isTrue();
  }

  /// Of processes elsewhere nobody here can tell.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ansible-playbook",
        "holdfast-0123456789abcdef-1-1-01234567",
        "holdfast--999999999-1-01234567"
      })
  void others_are_waited_for(String word) {
    assertThat(Holder.dead(word)).isFalse();
  }
}
