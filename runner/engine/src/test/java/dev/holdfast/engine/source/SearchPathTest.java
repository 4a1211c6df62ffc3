package dev.holdfast.engine.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.engine.reference.Tree;
import dev.holdfast.engine.settings.UserPath;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SearchPathTest {
  @TempDir private Path folder;
  private SearchPath search;

  @BeforeEach
  void make() {
    Tree.write(
        folder,
        """
        == roles/r/tasks/main.yml
        == roles/r/files/in_role
        == roles/r/in_role_itself
        == roles/r/tasks/in_tasks
        == files/in_play
        == files/in_role
        == beside
        """);
    Path role = folder.resolve("roles/r");
    search =
        new SearchPath(
            List.of(role, role.resolve("tasks")),
            folder,
            new UserPath(Map.of(), folder, folder.resolve("home")));
  }

  @Test
  void theRoleComesBeforeThePlaybookAndTheFolderBeforeWhatIsBesideIt() {
    assertThat(search.find("files", "in_role")).contains(folder.resolve("roles/r/files/in_role"));
    assertThat(search.find("files", "in_role_itself"))
        .contains(folder.resolve("roles/r/in_role_itself"));
    assertThat(search.find("files", "in_tasks")).contains(folder.resolve("roles/r/tasks/in_tasks"));
    assertThat(search.find("files", "in_play")).contains(folder.resolve("files/in_play"));
    assertThat(search.find("files", "beside")).contains(folder.resolve("beside"));
    assertThat(search.find("files", "files/in_play")).contains(folder.resolve("files/in_play"));
  }

  @Test
  void theErrorListsEveryPathThatWasTried() {
    assertThatThrownBy(() -> search.require("files", "nowhere"))
        .isInstanceOf(PlaybookException.class)
        .hasMessageStartingWith(
            "Could not find or access 'nowhere'\nSearched in:\n\t"
                + folder.resolve("roles/r/files/nowhere")
                + "\n\t"
                + folder.resolve("roles/r/nowhere")
                + "\n\t")
        .hasMessageEndingWith(
            "\n\t"
                + folder.resolve("files/nowhere")
                + "\n\t"
                + folder.resolve("nowhere")
                + " on the Ansible Controller.\nIf you are using a module and expect the file to"
                + " exist on the remote, see the remote_src option");
  }

  @Test
  void anAbsolutePathIsNotLookedForElsewhere() {
    assertThat(search.candidates("files", "/x/y")).containsExactly(Path.of("/x/y"));
    assertThat(search.candidates("files", "~/y")).containsExactly(folder.resolve("home/y"));
  }
}
