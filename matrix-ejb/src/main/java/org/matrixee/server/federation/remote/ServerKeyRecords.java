package org.matrixee.server.federation.remote;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.matrixee.model.federation.PublishedKey;
import org.matrixee.model.id.ServerName;
import org.matrixee.store.federation.ServerKeyStore;

/** The transactions in which keys of other servers are read and written. */
@Stateless
public class ServerKeyRecords {
  private ServerKeyStore keys;

  /** For the container's proxies. */
  protected ServerKeyRecords() {}

  /** With the store. */
  @Inject
  public ServerKeyRecords(ServerKeyStore keys) {
    this.keys = keys;
  }

  /** All keys of a server that we have ever seen. */
  public List<PublishedKey> find(ServerName server) {
    return keys.find(server);
  }

  /** The same for many servers; those without any are left out. */
  public Map<ServerName, List<PublishedKey>> findAll(Collection<ServerName> servers) {
    return keys.findAll(servers);
  }

  /** Writes keys; others of the server stay. */
  public void save(ServerName server, List<PublishedKey> changed) {
    keys.save(server, changed);
  }
}
