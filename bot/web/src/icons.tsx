// The few pictures of the chat, drawn in the colour of the text beside them.
function icon(path: string) {
  return function Icon() {
    return (
      <svg viewBox="0 0 24 24" width="24" height="24" fill="currentColor" aria-hidden="true" focusable="false">
        <path d={path} />
      </svg>
    );
  };
}

export const CloseIcon = icon('M5 6.4 6.4 5 12 10.6 17.6 5 19 6.4 13.4 12 19 17.6 17.6 19 12 13.4 6.4 19 5 17.6 10.6 12z');
export const PhoneIcon = icon(
  'M6.6 10.8a15 15 0 0 0 6.6 6.6l2.2-2.2a1 1 0 0 1 1-.25 11.4 11.4 0 0 0 3.6.57 1 1 0 0 1 1 1V20a1 1 0 0 1-1 1A17 17 0 0 1 3 4a1 1 0 0 1 1-1h3.5a1 1 0 0 1 1 1c0 1.25.2 2.45.57 3.57a1 1 0 0 1-.25 1z',
);
export const MenuIcon = icon(
  'M12 4a2 2 0 1 1 0 4 2 2 0 0 1 0-4zm0 6a2 2 0 1 1 0 4 2 2 0 0 1 0-4zm0 6a2 2 0 1 1 0 4 2 2 0 0 1 0-4z',
);
export const ThumbUpIcon = icon(
  'M2 10h4v11H2zM8 21V9.8L13.2 2l1.3.6c.7.4 1 1.1.9 1.9L14.6 9H20a2 2 0 0 1 2 2.3l-1.3 8a2 2 0 0 1-2 1.7z',
);
export const ThumbDownIcon = icon(
  'M22 14h-4V3h4zM16 3v11.2L10.8 22l-1.3-.6a1.8 1.8 0 0 1-.9-1.9l.8-4.5H4a2 2 0 0 1-2-2.3l1.3-8a2 2 0 0 1 2-1.7z',
);
