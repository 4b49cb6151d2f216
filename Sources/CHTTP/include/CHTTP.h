#pragma once
#include <stddef.h>
#include <stdint.h>

/// HTTP through the libcurl of the system (https://curl.se/libcurl), which is loaded when the first client is made: a run that asks no
/// server pays nothing for it, and the program starts where there is none.
typedef struct PlumblineHTTPClient PlumblineHTTPClient;

/// What came back. `status` is 0 where nothing did, and then `error` says why.
typedef struct {
  long status;
  uint8_t *_Nullable body;
  size_t length;
  char error[256];
} PlumblineHTTPReply;

/// NULL where libcurl cannot be loaded.
PlumblineHTTPClient *_Nullable plumbline_http_create(void);

void plumbline_http_destroy(PlumblineHTTPClient *_Nonnull client);

/// Posts FHIR JSON. Only `http` and `https`, no redirects, no signals; certificates are checked. At most `limit` bytes are read, and all
/// must be over within `milliseconds`. One call at a time.
void plumbline_http_post(PlumblineHTTPClient *_Nonnull client, const char *_Nonnull url, const uint8_t *_Nonnull body,
                         size_t length, long milliseconds, size_t limit, PlumblineHTTPReply *_Nonnull reply);

void plumbline_http_release(PlumblineHTTPReply *_Nonnull reply);
