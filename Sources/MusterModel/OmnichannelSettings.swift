extension Settings {
    /// The original's settings of conversations (D29). They are stored; conversations do not exist yet.
    static let omnichannelDefaults: [String: JSON] = [
        "Livechat_AdditionalWidgetScripts": "",
        "Livechat_Allow_collect_and_store_HTTP_header_informations": false,
        "Livechat_AllowedDomainsList": "",
        "Livechat_Block_Unknown_Contacts": false,
        "Livechat_Block_Unverified_Contacts": false,
        "Livechat_External_Queue_Token": "",
        "Livechat_External_Queue_URL": "",
        "Livechat_OfflineMessageToChannel_channel_name": "",
        "Livechat_OfflineMessageToChannel_enabled": false,
        "Livechat_RDStation_Token": "",
        "Livechat_Request_Verification_On_First_Contact_Only": false,
        "Livechat_Require_Contact_Verification": "never",
        "Livechat_Room_Count": 1,
        "Livechat_Routing_Method": "Auto_Selection",
        "Livechat_Visitor_navigation_as_a_message": false,
        "Livechat_WidgetLayoutClasses": "",
        "Livechat_abandoned_rooms_action": "none",
        "Livechat_abandoned_rooms_closed_custom_message": "",
        "Livechat_accept_chats_with_no_agents": false,
        "Livechat_agent_leave_action": "none",
        "Livechat_agent_leave_action_timeout": 60,
        "Livechat_agent_leave_comment": "",
        "Livechat_allow_manual_on_hold": false,
        "Livechat_allow_manual_on_hold_upon_agent_engagement_only": true,
        "Livechat_allow_online_agents_outside_business_hours": true,
        "Livechat_allow_switching_departments": true,
        "Livechat_assign_new_conversation_to_bot": false,
        "Livechat_auto_close_on_hold_chats_custom_message": "",
        "Livechat_auto_close_on_hold_chats_timeout": 3600,
        "Livechat_auto_transfer_chat_timeout": 0,
        "Livechat_background": "",
        "Livechat_business_hour_type": "Single",
        "Livechat_clear_local_storage_when_chat_ended": false,
        "Livechat_continuous_sound_notification_new_livechat_room": false,
        "Livechat_conversation_finished_message": "",
        "Livechat_conversation_finished_text": "",
        "Livechat_data_processing_consent_text": "",
        "Livechat_display_offline_form": true,
        "Livechat_email_field_registration_form": true,
        "Livechat_enable_business_hours": false,
        "Livechat_enable_inquiry_fetch_by_stream": true,
        "Livechat_enable_message_character_limit": false,
        "Livechat_enable_transcript": false,
        "Livechat_enabled": true,
        "Livechat_enabled_when_agent_idle": true,
        "Livechat_fileupload_enabled": true,
        "Livechat_force_accept_data_processing_consent": false,
        "Livechat_guest_count": 1,
        "Livechat_guest_pool_max_number_incoming_livechats_displayed": 0,
        "Livechat_hide_expand_chat": false,
        "Livechat_hide_system_messages": ["uj", "ul", "livechat-close"],
        "Livechat_hide_watermark": false,
        "Livechat_history_monitor_type": "url",
        "Livechat_http_timeout": 5000,
        "Livechat_last_chatted_agent_routing": false,
        // Any address; any international number of 6 to 15 digits with separators between them.
        "Livechat_lead_email_regex": #"[^\s@<>()"',;:]+@[^\s@<>()"',;:]*[^\s@<>()"',;:.]"#,
        "Livechat_lead_phone_regex": #"\+?\b\d(?:[ ()./-]*\d){5,14}\b"#,
        "Livechat_max_queue_wait_time": -1,
        "Livechat_max_queue_wait_time_action": "Nothing",
        "Livechat_maximum_chats_per_agent": 0,
        "Livechat_message_character_limit": 0,
        "Livechat_name_field_registration_form": true,
        "Livechat_number_most_recent_chats_estimate_wait_time": 100,
        "Livechat_offline_email": "",
        "Livechat_offline_form_unavailable": "",
        "Livechat_offline_message": "",
        "Livechat_offline_success_message": "",
        "Livechat_offline_title": "Leave a message",
        "Livechat_offline_title_color": "#666666",
        "Livechat_registration_form": true,
        "Livechat_registration_form_message": "",
        "Livechat_request_comment_when_closing_conversation": true,
        "Livechat_secret_token": "",
        "Livechat_show_agent_email": true,
        "Livechat_show_agent_info": true,
        "Livechat_show_queue_list_link": false,
        "Livechat_title": "Rocket.Chat",
        "Livechat_title_color": "#C1272D",
        "Livechat_transcript_email_subject": "",
        "Livechat_transcript_message": "",
        "Livechat_transcript_send_always": false,
        "Livechat_transcript_show_system_messages": false,
        "Livechat_validate_offline_email": true,
        "Livechat_visitor_inactivity_timeout": 3600,
        "Livechat_waiting_queue": false,
        "Livechat_waiting_queue_message": "",
        "Livechat_webhookUrl": "",
        "Livechat_webhook_on_agent_message": false,
        "Livechat_webhook_on_capture": false,
        "Livechat_webhook_on_chat_queued": false,
        "Livechat_webhook_on_chat_taken": false,
        "Livechat_webhook_on_close": false,
        "Livechat_webhook_on_forward": false,
        "Livechat_webhook_on_offline_msg": false,
        "Livechat_webhook_on_start": false,
        "Livechat_webhook_on_visitor_message": false,
        "Livechat_widget_position": "right",
        "Omnichannel_External_Frame_Enabled": false,
        "Omnichannel_External_Frame_Encryption_JWK": "",
        "Omnichannel_External_Frame_URL": "",
        "Omnichannel_Metrics_Ignore_Automatic_Messages": false,
        "Omnichannel_allow_visitors_to_close_conversation": true,
        "Omnichannel_calculate_dispatch_service_queue_statistics": true,
        "Omnichannel_call_provider": "none",
        "Omnichannel_contact_manager_routing": true,
        "Omnichannel_enable_department_removal": false,
        "Omnichannel_max_fallback_forward_depth": 3,
        "Omnichannel_queue_delay_timeout": 5,
        "Omnichannel_sorting_mechanism": "Timestamp",
    ]

    /// Those of them that anybody may read: a widget on a web page asks for them without a login.
    static let publicOmnichannelIDs = Set(
        """
        Livechat_Routing_Method Livechat_Visitor_navigation_as_a_message Livechat_allow_manual_on_hold
        Livechat_allow_switching_departments Livechat_background
        Livechat_clear_local_storage_when_chat_ended
        Livechat_continuous_sound_notification_new_livechat_room Livechat_conversation_finished_message
        Livechat_conversation_finished_text Livechat_data_processing_consent_text
        Livechat_display_offline_form Livechat_email_field_registration_form
        Livechat_enable_business_hours Livechat_enable_inquiry_fetch_by_stream
        Livechat_enable_message_character_limit Livechat_enable_transcript Livechat_enabled
        Livechat_fileupload_enabled Livechat_force_accept_data_processing_consent
        Livechat_hide_expand_chat Livechat_hide_system_messages Livechat_hide_watermark
        Livechat_message_character_limit Livechat_name_field_registration_form
        Livechat_offline_form_unavailable Livechat_offline_message Livechat_offline_success_message
        Livechat_offline_title Livechat_offline_title_color Livechat_registration_form
        Livechat_registration_form_message Livechat_request_comment_when_closing_conversation
        Livechat_show_agent_email Livechat_show_agent_info Livechat_show_queue_list_link Livechat_title
        Livechat_title_color Livechat_transcript_message Livechat_transcript_show_system_messages
        Livechat_validate_offline_email Livechat_widget_position
        Omnichannel_allow_visitors_to_close_conversation Omnichannel_call_provider
        Omnichannel_enable_department_removal
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
